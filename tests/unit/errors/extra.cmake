plume_add_templates(${test} DIRECTORY ${folder} DEBUG_ANNOTATIONS ON)
target_compile_definitions(${test} PRIVATE PLUME_TEST_FOLDER="${folder}")
