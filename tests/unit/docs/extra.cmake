plume_add_templates(${test} DIRECTORY ${folder} ROOT_TAG_ATTRIBUTE phx-r)
