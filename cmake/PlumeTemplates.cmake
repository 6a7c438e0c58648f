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
# A view or live component without a template, such as one that calls render_with, links all the same; the linker warns of
# it if its text does not mention render_with.
#
# Call it after all sources were given to TARGET, in the folder that made TARGET. `dir` becomes an include directory of
# TARGET. New template files, and the first PLUME_HEEX( in a file that had none, are noticed by the next build. Not searched are folders with a CMakeLists.txt of their own, which are other projects, and those
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

  set(template_files ${templates})
  plume_scanned_files(${target} ${dir} inline ${headers} ${sources})
  list(APPEND templates ${inline})
  foreach(template ${templates})
    plume_add_template(${target} ${dir} ${header_dir} ${template} "${sources}" ${options})
  endforeach()
  target_include_directories(${target} PRIVATE ${dir}
                             PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_BINARY_DIR}/heex/${target}>)
endfunction()

# Those of the files that may hold a template, or the class of one. A list of them is renewed by each build after a change
# of the files; where it has become another, CMake runs again.
function(plume_scanned_files target dir result)
  string(MD5 hash ${dir})
  set(list ${CMAKE_CURRENT_BINARY_DIR}/heex/${target}/files-${hash}.txt)
  set(inputs ${list}.in)
  list(JOIN ARGN "\n" files)
  file(CONFIGURE OUTPUT ${inputs} CONTENT "${files}\n" @ONLY)
  set(PLUME_SCAN_INPUTS ${inputs})
  set(PLUME_SCAN_OUTPUT ${list})
  include(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/PlumeScan.cmake)
  file(STRINGS ${list} found)
  set(${result} ${found} PARENT_SCOPE)
  if(NOT ARGN)
    return()
  endif()
  add_custom_command(
    OUTPUT ${list}
    COMMAND ${CMAKE_COMMAND} -DPLUME_SCAN_INPUTS=${inputs} -DPLUME_SCAN_OUTPUT=${list}
            -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/PlumeScan.cmake
    DEPENDS ${inputs} ${ARGN}
    COMMENT "Looking for templates of ${target}"
    VERBATIM)
  # A target of its own, which waits for nothing: the list is brought up to date before anything else is built.
  string(SUBSTRING ${hash} 0 8 hash)
  add_custom_target(${target}_templates_${hash} DEPENDS ${list})
  add_dependencies(${target} ${target}_templates_${hash})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
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

  # The classes of a C++ file that have a template in a file of its own.
  if(NOT template MATCHES "[.]heex$")
    string(REGEX REPLACE "[.][a-z]+$" "" cpp_stem ${template})
    foreach(file ${template_files})
      get_filename_component(name ${file} NAME)
      get_filename_component(folder ${file} DIRECTORY)
      string(REGEX REPLACE "[.]html[.]heex$" "" name ${name})
      if("${folder}/${name}" STREQUAL cpp_stem OR folder STREQUAL cpp_stem)
        list(APPEND ARGN --template ${name})
      endif()
    endforeach()
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
    # What messages name is read in the headers of the project and of Plume.
    COMMAND plume::command compile ${ARGN} -I ${dir} -I ${header_dir}
            "-I$<JOIN:$<TARGET_PROPERTY:plume::plume,INTERFACE_INCLUDE_DIRECTORIES>,;-I>" --output ${generated} --depfile ${generated}.d ${template}
    DEPENDS ${template} ${header} $<TARGET_FILE:plume::command>
    DEPFILE ${generated}.d
    COMMENT "Template ${relative}"
    COMMAND_EXPAND_LISTS
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
