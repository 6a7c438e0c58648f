// SelfSigned: the TLS certificate of a server or client in tests.
#pragma once

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "support/tcp_client.h"

namespace plume::testing {

/// A key and a certificate signed with it, as PEM files that live as long as this.
class SelfSigned {
 public:
  SelfSigned() : folder_(new_folder()) {
    std::filesystem::create_directories(folder_);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_version(certificate.get(), X509_VERSION_3);
    const auto* const name = reinterpret_cast<const unsigned char*>("somebody");
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC, name, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    write(this->key(),
          [&](FILE* file) { PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    write(this->certificate(), [&](FILE* file) { PEM_write_X509(file, certificate.get()); });
    unsigned char* bytes = nullptr;
    const int size = i2d_X509(certificate.get(), &bytes);
    der.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
  }
  ~SelfSigned() { std::filesystem::remove_all(folder_); }
  std::string key() const { return folder_ / "key.pem"; }
  std::string certificate() const { return folder_ / "certificate.pem"; }
  /// Of a client that shows it.
  TcpOptions shown() const { return {.tls = true, .certificate = certificate(), .key = key()}; }
  std::string der;

 private:
  static std::filesystem::path new_folder() {
    static int count = 0;
    return std::filesystem::temp_directory_path() /
           ("plume-tls-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
  }
  template <class Write>
  static void write(const std::string& path, Write write) {
    FILE* const file = std::fopen(path.c_str(), "w");
    write(file);
    std::fclose(file);
  }
  std::filesystem::path folder_;
};

}  // namespace plume::testing
