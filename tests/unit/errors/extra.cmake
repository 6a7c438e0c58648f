plume_add_templates(${test} DIRECTORY ${folder} DEBUG_ANNOTATIONS ON)
target_sources(${test} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/tcp_client.cpp)
target_compile_definitions(${test} PRIVATE PLUME_TEST_FOLDER="${folder}")
