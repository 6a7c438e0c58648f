// Whether a sanitizer counts memory for itself, so that tests that measure it have nothing to measure.
#pragma once

namespace plume::testing {

constexpr bool is_sanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

}  // namespace plume::testing
