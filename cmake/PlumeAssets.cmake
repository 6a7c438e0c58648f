# plume_embed_assets(TARGET NAME name [NAMESPACE ns] [PREFIX /assets] {DIRECTORY dir | FILES file…})
#
# Embeds files into TARGET, each as it is and compressed, under a name with a hash of its content, so that a deployed
# application is one file and browsers may keep its assets for ever. The files of `dir` are served under
# `PREFIX/<path below dir>`; single files under `PREFIX/<file name>`.
#
# TARGET can then include "name.h", which declares `const plume::AssetBundle& ns::name();` (see <plume/assets.h>).
# Call it in the folder that made TARGET. New files in `dir` are noticed by the next build; hidden files and
# node_modules are left out.
function(plume_embed_assets target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;NAMESPACE;PREFIX;DIRECTORY" "FILES")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_NAME OR NOT (arg_DIRECTORY OR arg_FILES))
    message(FATAL_ERROR "plume_embed_assets(${target}): give NAME and either DIRECTORY or FILES; found ${ARGN}")
  endif()
  if(NOT arg_PREFIX)
    set(arg_PREFIX /assets)
  endif()
  set(options --name ${arg_NAME} --prefix ${arg_PREFIX})
  if(arg_NAMESPACE)
    list(APPEND options --namespace ${arg_NAMESPACE})
  endif()
  set(files ${arg_FILES})
  if(arg_DIRECTORY)
    get_filename_component(root ${arg_DIRECTORY} ABSOLUTE)
    list(APPEND options --root ${root})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${root}/*)
    list(FILTER files EXCLUDE REGEX "/([.][^/]*|node_modules/.*)$")
  endif()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/plume_assets/${target})
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(
    OUTPUT ${folder}/${arg_NAME}.cpp ${folder}/${arg_NAME}.h
    COMMAND plume::embed ${options} --output ${folder} ${files}
    DEPENDS ${files} $<TARGET_FILE:plume::embed>
    COMMENT "Assets ${arg_NAME}"
    VERBATIM)
  target_sources(${target} PRIVATE ${folder}/${arg_NAME}.cpp ${folder}/${arg_NAME}.h)
  target_include_directories(${target} PRIVATE ${folder})
endfunction()
