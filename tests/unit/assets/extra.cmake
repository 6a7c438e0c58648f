plume_embed_assets(${test} NAMESPACE site NAME files PREFIX /static DIRECTORY ${folder}/files)
target_compile_definitions(${test} PRIVATE FILES_FOLDER="${folder}/files")
