plume_add_templates(${test} DIRECTORY ${folder})
target_link_libraries(${test} PRIVATE plume_testing)
