target_link_libraries(${test} PRIVATE plume_core_components)
plume_add_templates(${test} DIRECTORY ${folder})
