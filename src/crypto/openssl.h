// What the files of this folder share in their use of OpenSSL.
#pragma once

#include <stdexcept>
#include <string>

namespace plume::crypto {

/// OpenSSL's functions return 1 where they succeed. They fail here only for want of memory or randomness.
inline void require(int result, const char* what) {
  if (result != 1) throw std::runtime_error(std::string("OpenSSL failed: ") + what);
}

inline unsigned char* as_bytes(char* text) { return reinterpret_cast<unsigned char*>(text); }
inline const unsigned char* as_bytes(const char* text) { return reinterpret_cast<const unsigned char*>(text); }

}  // namespace plume::crypto
