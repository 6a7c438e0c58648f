# plume_add_templates(TARGET [DIRECTORY dir] [HEADERS dir] [ROOT_TAG_ATTRIBUTE name] [DEBUG_ANNOTATIONS bool]
#                     [DEBUG_ATTRIBUTES bool])
#
# Compiles the templates below `dir` (default: the folder of the CMakeLists.txt that made TARGET) into TARGET:
#   - every *.html.heex file, the template of a class of its name (in snake case) in the C++ file beside it, or else in
#     the header beside its folder: components.h declares the structs of the components components/*.html.heex;
#   - every header below `dir`, and every source file of TARGET, that holds a template in PLUME_HEEX(…).
# Each becomes one generated source file, rebuilt when the template, its header or the `plume` command changes.
# A header path/name.h with class templates that hold PLUME_HEEX includes, at its end, "path/name.heex.h", which is
# generated too. A source file that is itself such a page (an inline template, or a template beside it and no header) is compiled as
# part of its generated file, and no longer by itself.
#
# A library whose headers stand in a folder of their own names it with HEADERS: the class of path/name.html.heex is then in
# path/name.h below that folder.
#
# Hooks, scripts and styles with a :type are taken out of the templates and served by the endpoint: <plume/colocated.h>.
# ROOT_TAG_ATTRIBUTE is an attribute, such as phx-r, that every outermost tag of every template gets; styles that hold for
# one template need it.
#
# DEBUG_ANNOTATIONS writes comments with file and line around templates and slots and in front of calls, and
# DEBUG_ATTRIBUTES writes data-phx-loc="LINE" into every tag: "which template is this from?" is answered by the browser's
# inspector. Their defaults are the variables PLUME_DEBUG_ANNOTATIONS and PLUME_DEBUG_ATTRIBUTES, and those are off.
#
# Call it after all sources were given to TARGET, in the folder that made TARGET. `dir` becomes an include directory of
# TARGET. New template files are noticed by the next build; a PLUME_HEEX( written into a header that had none is noticed
# by the next configure run. Not searched are folders with a CMakeLists.txt of their own, which are other projects, and those
# named build*, node_modules or beginning with a dot.
function(plume_add_templates target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DIRECTORY;HEADERS;ROOT_TAG_ATTRIBUTE;DEBUG_ANNOTATIONS;DEBUG_ATTRIBUTES" "")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "plume_add_templates(${target}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  get_target_property(target_dir ${target} SOURCE_DIR)
  if(NOT target_dir STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    message(FATAL_ERROR "plume_add_templates(${target}): call it in ${target_dir}, where the target was made")
  endif()
  set(dir ${target_dir})
  if(arg_DIRECTORY)
    get_filename_component(dir ${arg_DIRECTORY} ABSOLUTE)
  endif()
  set(header_dir ${dir})
  if(arg_HEADERS)
    get_filename_component(header_dir ${arg_HEADERS} ABSOLUTE)
  endif()

  set(options --root ${CMAKE_SOURCE_DIR} --app ${target})
  if(arg_ROOT_TAG_ATTRIBUTE)
    list(APPEND options --root-tag-attribute ${arg_ROOT_TAG_ATTRIBUTE})
  endif()
  foreach(debug DEBUG_ANNOTATIONS DEBUG_ATTRIBUTES)
    if(NOT DEFINED arg_${debug})
      set(arg_${debug} ${PLUME_${debug}})
    endif()
    if(arg_${debug})
      string(TOLOWER "--${debug}" flag)
      string(REPLACE _ - flag ${flag})
      list(APPEND options ${flag})
    endif()
  endforeach()

  file(GLOB_RECURSE templates CONFIGURE_DEPENDS ${dir}/*.html.heex)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${dir}/*.h ${dir}/*.hpp ${dir}/*.hh)
  plume_project_files(${dir} templates)
  plume_project_files(${dir} headers)
  plume_sources_of(${target} sources)

  foreach(file ${headers} ${sources})
    file(STRINGS ${file} inline REGEX "^[^/#]*PLUME_HEEX[(]" LIMIT_COUNT 1)
    if(inline)
      list(APPEND templates ${file})
    endif()
  endforeach()
  foreach(template ${templates})
    plume_add_template(${target} ${dir} ${header_dir} ${template} "${sources}" ${options})
  endforeach()
  target_include_directories(${target} PRIVATE ${dir}
                             PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_BINARY_DIR}/heex/${target}>)
endfunction()

# Takes out of the list `files` those in build trees, other projects, npm packages and hidden folders below `dir`.
function(plume_project_files dir files)
  set(others ${CMAKE_BINARY_DIR})
  file(GLOB_RECURSE projects CONFIGURE_DEPENDS ${dir}/CMakeLists.txt)
  list(REMOVE_ITEM projects ${dir}/CMakeLists.txt)
  foreach(project ${projects})
    cmake_path(GET project PARENT_PATH folder)
    list(APPEND others ${folder})
  endforeach()

  set(kept)
  foreach(file ${${files}})
    file(RELATIVE_PATH relative ${dir} ${file})
    set(ours ON)
    foreach(folder ${others})
      cmake_path(IS_PREFIX folder ${file} inside)
      if(inside)
        set(ours OFF)
      endif()
    endforeach()
    if(ours AND NOT "/${relative}" MATCHES "/(build[^/]*|node_modules|[.][^/]+)/")
      list(APPEND kept ${file})
    endif()
  endforeach()
  set(${files} ${kept} PARENT_SCOPE)
endfunction()

# The source files of `target` that exist now, as absolute paths.
function(plume_sources_of target result)
  get_target_property(names ${target} SOURCES)
  set(found)
  foreach(name ${names})
    get_filename_component(file "${name}" ABSOLUTE)
    if(EXISTS "${file}" AND file MATCHES "[.](cpp|cc|cxx)$")
      list(APPEND found ${file})
    endif()
  endforeach()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# One template file below `dir`, whose class is at its place below `header_dir`: its command, with further options behind
# `sources`, and its generated source in `target`.
function(plume_add_template target dir header_dir template sources)
  file(RELATIVE_PATH relative ${dir} ${template})
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/heex/${target}/${relative}.cpp)
  get_filename_component(folder ${generated} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})

  string(REGEX REPLACE "[.]html[.]heex$" "" stem ${template})
  # A header may hold class templates: what they render must be seen by every file that uses them.
  set(also)
  if(template MATCHES "[.](h|hpp|hh)$")
    string(REGEX REPLACE "[.][a-z]+[.]cpp$" ".heex.h" also ${generated})
    list(APPEND ARGN --header ${also})
  endif()

  file(RELATIVE_PATH relative_stem ${dir} ${stem})
  set(header)
  foreach(extension h hpp hh)
    if(EXISTS ${header_dir}/${relative_stem}.${extension})
      set(header ${header_dir}/${relative_stem}.${extension})
      list(APPEND ARGN --host ${header})
      break()
    endif()
  endforeach()

  add_custom_command(
    OUTPUT ${generated} ${also}
    COMMAND plume::command compile ${ARGN} --output ${generated} --depfile ${generated}.d ${template}
    DEPENDS ${template} ${header} $<TARGET_FILE:plume::command>
    DEPFILE ${generated}.d
    COMMENT "Template ${relative}"
    VERBATIM)
  target_sources(${target} PRIVATE ${generated} ${also})

  foreach(source ${sources})
    get_filename_component(name ${source} NAME_WLE)
    get_filename_component(source_dir ${source} DIRECTORY)
    if(source STREQUAL template OR (NOT header AND stem STREQUAL "${source_dir}/${name}"))
      set_source_files_properties(${source} PROPERTIES HEADER_FILE_ONLY ON)
    endif()
  endforeach()
endfunction()
