plume_add_templates(${test} DIRECTORY ${CMAKE_CURRENT_LIST_DIR})
