// TLS without I/O: a filter between the bytes of a connection and its plaintext.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace plume::http {

/// The PEM files of a server.
struct TlsFiles {
  std::string certificate;  ///< may hold a chain
  std::string key;
  std::string client_authorities{};  ///< "": clients are not asked for certificates
  bool requires_client = false;      ///< clients without one are turned away
};

/// Certificate and key of a server. May be used by all its connections, from any thread.
class TlsContext {
 public:
  /// TLS 1.3, and 1.2 with ECDHE and AEAD suites only. Throws std::invalid_argument where a file cannot be read, or the
  /// key does not fit.
  explicit TlsContext(const TlsFiles& files);
  ~TlsContext();

 private:
  friend class TlsFilter;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// One connection's side. Used by one thread at a time.
class TlsFilter {
 public:
  explicit TlsFilter(const TlsContext& context);
  TlsFilter(const TlsFilter&) = delete;
  TlsFilter& operator=(const TlsFilter&) = delete;
  ~TlsFilter();

  enum class Status { open, closed, failed };
  /// Takes what the client sent, and appends its plaintext. What must be answered (handshake, alerts) is appended to
  /// `out`, also where it failed. After `closed` (the client is done) or `failed` nothing may be passed any more.
  Status receive(std::string_view bytes, std::string& plaintext, std::string& out);
  /// Appends the encrypted form of `plaintext` to `out`. Only after the handshake, which is done once any plaintext has
  /// come.
  void send(std::string_view plaintext, std::string& out);
  /// The client's certificate, DER, once the handshake is done; null where it has none.
  std::shared_ptr<const std::string> peer_certificate() const;
  /// Appends the notice that nothing more will come.
  void close(std::string& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plume::http
