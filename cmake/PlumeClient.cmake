# plume_embed_client(TARGET): embeds the browser's side into TARGET, the library: the official client of the versions in
# assets/package-lock.json, between assets/plume_socket.js and assets/app.js, as one script `plume.js`; and its version.
# Beside it, in a bundle of its own, assets/debug_errors.js.
#
# The client comes from npm: configuring runs `npm ci` where it is missing or older than the lock file. With
# -DPLUME_CLIENT_DIR=… an existing node_modules folder is taken instead, and npm is not needed.
set(PLUME_CLIENT_DIR "" CACHE PATH "A node_modules folder that holds phoenix, phoenix_html and phoenix_live_view; empty: npm ci")

function(plume_embed_client target)
  set(assets ${PROJECT_SOURCE_DIR}/assets)
  set(modules ${PLUME_CLIENT_DIR})
  if(NOT modules)
    set(modules ${assets}/node_modules)
    plume_npm_ci(${assets})
  endif()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/client)
  set(script ${PROJECT_SOURCE_DIR}/cmake/bundle_client.cmake)
  add_custom_command(
    OUTPUT ${folder}/plume.js ${folder}/client_version.cpp
    COMMAND ${CMAKE_COMMAND} -DMODULES=${modules} -DASSETS=${assets} -DFOLDER=${folder} -P ${script}
    DEPENDS ${modules}/phoenix/package.json ${modules}/phoenix_html/package.json ${modules}/phoenix_live_view/package.json ${assets}/plume_socket.js
            ${assets}/app.js ${script}
    COMMENT "Client bundle"
    VERBATIM)
  target_sources(${target} PRIVATE ${folder}/client_version.cpp)
  plume_embed_assets(${target} NAMESPACE plume NAME client_assets FILES ${folder}/plume.js ${assets}/plume_socket.js)
  plume_embed_assets(${target} NAMESPACE plume NAME debug_assets FILES ${assets}/debug_errors.js)
endfunction()

# Brings `folder`/node_modules to the state of its lock file.
function(plume_npm_ci folder)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/package-lock.json)
  set(installed ${folder}/node_modules/.package-lock.json)
  if(NOT ${folder}/package-lock.json IS_NEWER_THAN ${installed})
    return()
  endif()
  message(STATUS "Bringing the client from npm")
  execute_process(COMMAND npm ci --no-audit --no-fund WORKING_DIRECTORY ${folder} RESULT_VARIABLE status OUTPUT_QUIET)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "`npm ci` in ${folder} failed (${status}). Install npm, or give -DPLUME_CLIENT_DIR=… with a "
                        "node_modules folder that holds phoenix, phoenix_html and phoenix_live_view.")
  endif()
  file(TOUCH ${installed})
endfunction()
