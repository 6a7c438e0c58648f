#include "http/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <climits>
#include <new>
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
  // Clients resume sessions by tickets, which they keep themselves.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1)
    refuse("certificate", files.certificate);
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1)
    refuse("key", files.key);
  if (!files.client_authorities.empty()) ask_clients(context, files);
}

TlsContext::~TlsContext() = default;

// What OpenSSL reads and writes in a call stands in memory of the caller: a connection has no buffers of its own for
// it.
struct TlsFilter::Impl {
  std::unique_ptr<SSL, FreeConnection> connection;
  std::string_view in;         // of receive(); OpenSSL takes all of it
  std::string* out = nullptr;  // of the call under way

  static Impl& of(BIO* bio) { return *static_cast<Impl*>(BIO_get_data(bio)); }

  static int read(BIO* bio, char* bytes, int size) {
    std::string_view& in = of(bio).in;
    BIO_clear_retry_flags(bio);
    if (in.empty()) {
      BIO_set_retry_read(bio);
      return -1;
    }
    const auto count = in.copy(bytes, static_cast<std::size_t>(size));
    in.remove_prefix(count);
    return static_cast<int>(count);
  }

  static int write(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    std::string* const out = of(bio).out;
    if (!out) return -1;
    try {
      out->append(bytes, static_cast<std::size_t>(size));
    } catch (const std::bad_alloc&) {  // which must not pass through OpenSSL
      return -1;
    }
    return size;
  }

  static long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

  static BIO_METHOD* method() {
    static BIO_METHOD* const made = [] {
      BIO_METHOD* const method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "plume");
      if (!method) throw std::bad_alloc();
      BIO_meth_set_read(method, read);
      BIO_meth_set_write(method, write);
      BIO_meth_set_ctrl(method, control);
      return method;
    }();
    return made;
  }
};

TlsFilter::TlsFilter(const TlsContext& context) : impl_(std::make_unique<Impl>()) {
  impl_->connection.reset(SSL_new(context.impl_->context.get()));
  BIO* const bio = BIO_new(Impl::method());
  if (!impl_->connection || !bio) {
    BIO_free(bio);
    throw std::bad_alloc();
  }
  BIO_set_data(bio, impl_.get());
  BIO_set_init(bio, 1);
  SSL_set_bio(impl_->connection.get(), bio, bio);
  SSL_set_accept_state(impl_->connection.get());
}

TlsFilter::~TlsFilter() = default;

TlsFilter::Status TlsFilter::receive(std::string_view bytes, std::string& plaintext, std::string& out) {
  char buffer[16 * 1024];
  impl_->in = bytes;
  impl_->out = &out;
  ERR_clear_error();
  int size;
  while ((size = SSL_read(impl_->connection.get(), buffer, sizeof buffer)) > 0)
    plaintext.append(buffer, static_cast<std::size_t>(size));
  const int error = SSL_get_error(impl_->connection.get(), size);
  ERR_clear_error();
  impl_->in = {};
  impl_->out = nullptr;
  if (error == SSL_ERROR_WANT_READ) return Status::open;
  return error == SSL_ERROR_ZERO_RETURN ? Status::closed : Status::failed;
}

void TlsFilter::send(std::string_view plaintext, std::string& out) {
  impl_->out = &out;
  while (!plaintext.empty()) {
    const int size = SSL_write(impl_->connection.get(), plaintext.data(), bounded(plaintext.size()));
    if (size <= 0) break;
    plaintext.remove_prefix(static_cast<std::size_t>(size));
  }
  impl_->out = nullptr;
  if (!plaintext.empty()) throw std::runtime_error("TLS: " + last_error());
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
  impl_->out = &out;
  SSL_shutdown(impl_->connection.get());
  ERR_clear_error();
  impl_->out = nullptr;
}

}  // namespace plume::http
