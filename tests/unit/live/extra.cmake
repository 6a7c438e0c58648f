target_sources(${test} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/tcp_client.cpp)
plume_add_templates(${test} DIRECTORY ${CMAKE_CURRENT_LIST_DIR})
