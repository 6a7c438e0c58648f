#include "support/app_site.h"

Site::Site()
    : endpoint({.secret_key_base = std::string(64, 'k'), .live_view = {.signing_salt = "of the tests"}, .threads = 1}) {
}

Site::~Site() = default;
