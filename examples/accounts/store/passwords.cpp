#include "store/passwords.h"

#include <sodium.h>

#include <new>
#include <stdexcept>

Passwords::Passwords(Cost cost) : cost_(cost) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used");
  nobody_ = hash("");
}

std::string Passwords::hash(std::string_view password) {
  char result[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(result, password.data(), password.size(), cost_.operations, cost_.memory) != 0)
    throw std::bad_alloc();
  return result;
}

bool Passwords::matches(const std::string& hash, std::string_view password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool Passwords::matches_nobody(std::string_view password) {
  matches(nobody_, password);
  return false;
}
