// Random bytes of the operating system's quality.
#pragma once

#include <cstddef>
#include <string>

namespace plume::crypto {

/// `count` bytes that nobody can guess. Throws std::runtime_error where there is no randomness to be had.
std::string random_bytes(std::size_t count);

}  // namespace plume::crypto
