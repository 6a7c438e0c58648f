plume_add_templates(${test} DIRECTORY ${folder})
