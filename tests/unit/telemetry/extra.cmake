target_sources(${test} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/support/tcp_client.cpp)
