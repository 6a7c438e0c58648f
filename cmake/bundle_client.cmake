# Script: cmake -DMODULES=node_modules -DASSETS=folder -DFOLDER=out -P bundle_client.cmake
# Writes out/plume.js (plume_socket.js, the client libraries and app.js, one after the other) and out/client_version.cpp.
cmake_minimum_required(VERSION 3.25)

file(READ ${ASSETS}/plume_socket.js bundle)
foreach(package phoenix phoenix_html phoenix_live_view)
  file(READ ${MODULES}/${package}/package.json description)
  string(JSON version GET "${description}" version)
  file(GLOB license_file ${MODULES}/${package}/LICENSE*)
  file(READ ${license_file} license)
  string(REGEX MATCH "Copyright[^\n]*" copyright "${license}")
  set(script ${MODULES}/${package}/priv/static/${package}.min.js)
  if(NOT EXISTS ${script})
    set(script ${MODULES}/${package}/priv/static/${package}.js)
  endif()
  file(READ ${script} code)
  string(APPEND bundle "/*! ${package} ${version}, MIT License, ${copyright} */\n${code}\n")
endforeach()
file(READ ${ASSETS}/app.js code)
file(WRITE ${FOLDER}/plume.js "${bundle}${code}")

file(WRITE ${FOLDER}/client_version.cpp "#include <plume/assets.h>

namespace plume {
const std::string_view client_version = \"${version}\";
}
")
