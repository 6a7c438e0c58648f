# plume_embed_client(TARGET): embeds the browser's side into TARGET, the library: the official client of the versions in
# assets/package-lock.json, followed by assets/app.js, as one script `plume.js`; and its version.
#
# The client comes from npm: `npm ci` runs when it is missing or the lock file changed. With -DPLUME_CLIENT_DIR=… an
# existing node_modules folder is taken instead, and npm is not needed.
set(PLUME_CLIENT_DIR "" CACHE PATH "A node_modules folder that holds phoenix and phoenix_live_view; empty: npm ci")

function(plume_embed_client target)
  set(assets ${PROJECT_SOURCE_DIR}/assets)
  set(modules ${PLUME_CLIENT_DIR})
  set(stamp)
  if(NOT modules)
    set(modules ${assets}/node_modules)
    set(stamp ${modules}/.package-lock.json)
    find_program(PLUME_NPM npm DOC "npm, which brings the client")
    if(NOT PLUME_NPM AND NOT EXISTS ${stamp})
      message(FATAL_ERROR "npm is needed to bring the browser's client. Install npm, or give -DPLUME_CLIENT_DIR=… "
                          "with a node_modules folder that holds phoenix and phoenix_live_view.")
    endif()
    add_custom_command(
      OUTPUT ${stamp}
      COMMAND ${PLUME_NPM} ci --no-audit --no-fund
      COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
      DEPENDS ${assets}/package-lock.json
      WORKING_DIRECTORY ${assets}
      COMMENT "Client from npm"
      VERBATIM)
  endif()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/client)
  add_custom_command(
    OUTPUT ${folder}/plume.js ${folder}/client_version.cpp
    COMMAND ${CMAKE_COMMAND} -DMODULES=${modules} -DAPP=${assets}/app.js -DFOLDER=${folder}
            -P ${PROJECT_SOURCE_DIR}/cmake/bundle_client.cmake
    DEPENDS ${stamp} ${assets}/app.js ${PROJECT_SOURCE_DIR}/cmake/bundle_client.cmake
    COMMENT "Client bundle"
    VERBATIM)
  target_sources(${target} PRIVATE ${folder}/client_version.cpp)
  plume_embed_assets(${target} NAMESPACE plume NAME client_assets FILES ${folder}/plume.js)
endfunction()
