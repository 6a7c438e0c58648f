# plume_warnings(target): the warnings of Plume's own targets, and the chosen sanitizers.
function(plume_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
  # GCC 12 warns of copies within texts that there are not (its bug 105651), as soon as it optimizes.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Wno-restrict>)
  endif()
endfunction()

if(PLUME_SANITIZE)
  add_compile_options(-fsanitize=${PLUME_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PLUME_SANITIZE})
endif()

# Fuzzers are guided by the coverage of the whole library, but for those that only replay what was found. Programs that
# are no fuzzers are linked with what this needs by the sanitizers.
if(PLUME_BUILD_FUZZERS AND PLUME_SANITIZE)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Programs write which code they ran (Clang's source-based coverage).
if(PLUME_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
