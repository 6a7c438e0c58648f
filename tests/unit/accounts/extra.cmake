# What examples/accounts keeps.
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
set(auth hashing_turns.cpp log_in_limit.cpp registration_limit.cpp)
file(GLOB store CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/accounts/store/*.cpp)
list(TRANSFORM auth PREPEND ${PROJECT_SOURCE_DIR}/examples/accounts/auth/)
target_sources(${test} PRIVATE ${store} ${auth})
target_include_directories(${test} PRIVATE ${PROJECT_SOURCE_DIR}/examples/accounts)
target_link_libraries(${test} PRIVATE PkgConfig::SQLITE PkgConfig::SODIUM)
