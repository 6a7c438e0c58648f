option(PLUME_PRECOMPILE_HEADERS "Read the headers that most files include once for each target, which builds faster" OFF)

# plume_precompile_own(target header...): headers that most files of one of Plume's own targets include.
function(plume_precompile_own target)
  if(PLUME_PRECOMPILE_HEADERS)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# plume_precompile_as(target other): the precompiled headers of another target, whose compile options must be the same.
function(plume_precompile_as target other)
  if(PLUME_PRECOMPILE_HEADERS)
    target_precompile_headers(${target} REUSE_FROM ${other})
  endif()
endfunction()

# GCC collects its garbage from 128 MiB on, which one file of tests has in use all the time.
if(PLUME_PRECOMPILE_HEADERS AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(--param=ggc-min-heapsize=524288)
endif()
