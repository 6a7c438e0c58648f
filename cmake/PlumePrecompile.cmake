# plume_precompile(target [header...]): reads <plume/plume.h>, and these headers, once for all files of a target of an
# application, which then builds faster: a small page takes about a quarter of the time. Every file of the target sees
# these headers, also where it does not include them. Headers are named as target_precompile_headers() takes them, as
# <vector> or "${CMAKE_CURRENT_SOURCE_DIR}/store.h"; those that change often do not belong there, since all files depend
# on them.
function(plume_precompile target)
  target_precompile_headers(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:<plume/plume.h$<ANGLE-R>>" ${ARGN})
  # GCC collects its garbage from 128 MiB on, which a file that reads precompiled headers has in use all the time.
  target_compile_options(${target} PRIVATE
                         $<$<COMPILE_LANG_AND_ID:CXX,GNU>:--param=ggc-min-heapsize=524288>)
endfunction()
