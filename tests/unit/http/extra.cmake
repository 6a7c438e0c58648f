# A test reads the sources for the header fields that they read.
target_compile_definitions(${test} PRIVATE PLUME_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
