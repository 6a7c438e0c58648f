#include "http/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <climits>
#include <stdexcept>

namespace plume::http {
namespace {

std::string last_error() {
  char text[256];
  ERR_error_string_n(ERR_get_error(), text, sizeof text);
  ERR_clear_error();
  return text;
}

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeConnection {
  void operator()(SSL* connection) const { SSL_free(connection); }
};

[[noreturn]] void refuse(const std::string& option, const std::string& file) {
  throw std::invalid_argument("EndpointOptions::" + option + ": \"" + file + "\" cannot be used: " + last_error());
}

// Clients are told the names of the authorities, by which browsers choose what they offer.
void ask_clients(SSL_CTX* context, const TlsFiles& files) {
  const char* const file = files.client_authorities.c_str();
  if (SSL_CTX_load_verify_file(context, file) != 1) refuse("client_authorities", file);
  SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(file));
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (files.requires_client ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
  // Without one, clients that were here before could not resume their session.
  static constexpr unsigned char session_context[] = "plume";
  SSL_CTX_set_session_id_context(context, session_context, sizeof session_context);
}

// Of TLS 1.2: keys that a stolen private key does not give away (ECDHE), and encryption that vouches for what it hides.
// All suites of TLS 1.3 are such.
constexpr const char* suites = "ECDHE+AESGCM:ECDHE+CHACHA20";

int bounded(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

}  // namespace

struct TlsContext::Impl {
  std::unique_ptr<SSL_CTX, FreeContext> context{SSL_CTX_new(TLS_server_method())};
};

TlsContext::TlsContext(const TlsFiles& files) : impl_(std::make_unique<Impl>()) {
  SSL_CTX* const context = impl_->context.get();
  if (!context) throw std::runtime_error("TLS: " + last_error());
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  if (SSL_CTX_set_cipher_list(context, suites) != 1) throw std::runtime_error("TLS: " + last_error());
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);  // an idle connection holds no buffers
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1)
    refuse("certificate", files.certificate);
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1)
    refuse("key", files.key);
  if (!files.client_authorities.empty()) ask_clients(context, files);
}

TlsContext::~TlsContext() = default;

struct TlsFilter::Impl {
  std::unique_ptr<SSL, FreeConnection> connection;
  BIO* in = nullptr;  // owned by the connection
  BIO* sent = nullptr;

  void drain(std::string& out) const {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(sent, &bytes);
    if (size > 0) out.append(bytes, static_cast<std::size_t>(size));
    BIO_reset(sent);
  }
};

TlsFilter::TlsFilter(const TlsContext& context) : impl_(std::make_unique<Impl>()) {
  impl_->connection.reset(SSL_new(context.impl_->context.get()));
  impl_->in = BIO_new(BIO_s_mem());
  impl_->sent = BIO_new(BIO_s_mem());
  if (!impl_->connection || !impl_->in || !impl_->sent) throw std::bad_alloc();
  SSL_set_bio(impl_->connection.get(), impl_->in, impl_->sent);
  SSL_set_accept_state(impl_->connection.get());
}

TlsFilter::~TlsFilter() = default;

TlsFilter::Status TlsFilter::receive(std::string_view bytes, std::string& plaintext, std::string& out) {
  Status status = Status::open;
  char buffer[16 * 1024];
  while (status == Status::open) {
    if (!bytes.empty()) {
      const int taken = BIO_write(impl_->in, bytes.data(), bounded(bytes.size()));
      if (taken <= 0) {
        status = Status::failed;
        break;
      }
      bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
    ERR_clear_error();
    int size;
    while ((size = SSL_read(impl_->connection.get(), buffer, sizeof buffer)) > 0)
      plaintext.append(buffer, static_cast<std::size_t>(size));
    switch (SSL_get_error(impl_->connection.get(), size)) {
      case SSL_ERROR_WANT_READ:
        break;
      case SSL_ERROR_ZERO_RETURN:
        status = Status::closed;
        break;
      default:
        status = Status::failed;
    }
    if (bytes.empty()) break;
  }
  ERR_clear_error();
  impl_->drain(out);
  return status;
}

void TlsFilter::send(std::string_view plaintext, std::string& out) {
  while (!plaintext.empty()) {
    const int size = SSL_write(impl_->connection.get(), plaintext.data(), bounded(plaintext.size()));
    if (size <= 0) throw std::runtime_error("TLS: " + last_error());
    plaintext.remove_prefix(static_cast<std::size_t>(size));
  }
  impl_->drain(out);
}

std::shared_ptr<const std::string> TlsFilter::peer_certificate() const {
  const X509* const certificate = SSL_get0_peer_certificate(impl_->connection.get());
  if (!certificate) return nullptr;
  std::string bytes(static_cast<std::size_t>(i2d_X509(certificate, nullptr)), '\0');
  auto* end = reinterpret_cast<unsigned char*>(bytes.data());
  i2d_X509(certificate, &end);
  return std::make_shared<const std::string>(std::move(bytes));
}

void TlsFilter::close(std::string& out) {
  SSL_shutdown(impl_->connection.get());
  ERR_clear_error();
  impl_->drain(out);
}

}  // namespace plume::http
