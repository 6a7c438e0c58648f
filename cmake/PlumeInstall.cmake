# What an application gets: the library, its headers, the `plume` command, the CMake functions, and the files by which
# find_package(plume) and pkg-config find them.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(plume_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/plume)

set_target_properties(plume_command PROPERTIES EXPORT_NAME command)
set_target_properties(plume_core_components PROPERTIES EXPORT_NAME core_components)
set_target_properties(plume_testing PROPERTIES EXPORT_NAME testing)
# All that `cmake --install` needs to have been built.
add_custom_target(plume_installed DEPENDS plume plume_core_components plume_testing plume_command plume_embed)
install(TARGETS plume plume_core_components plume_testing plume_command EXPORT plume
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS plume_embed EXPORT plume RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/plume)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/plume
                  ${PROJECT_BINARY_DIR}/src/core_components/heex/plume_core_components/plume
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(EXPORT plume NAMESPACE plume:: FILE plumeTargets.cmake DESTINATION ${plume_package_dir})

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/plumeConfig.cmake.in ${PROJECT_BINARY_DIR}/plumeConfig.cmake
                              INSTALL_DESTINATION ${plume_package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/plumeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/plumeConfig.cmake ${PROJECT_BINARY_DIR}/plumeConfigVersion.cmake
              ${PROJECT_SOURCE_DIR}/cmake/PlumeTemplates.cmake ${PROJECT_SOURCE_DIR}/cmake/PlumeScan.cmake
              ${PROJECT_SOURCE_DIR}/cmake/PlumeAssets.cmake
              ${PROJECT_SOURCE_DIR}/cmake/PlumePrecompile.cmake
        DESTINATION ${plume_package_dir})

# plume.pc says where things are by their place beside itself, so an installed tree can be moved.
file(RELATIVE_PATH plume_pc_to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(${PROJECT_SOURCE_DIR}/cmake/plume.pc.in ${PROJECT_BINARY_DIR}/plume.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/plume.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
