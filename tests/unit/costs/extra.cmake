if(PLUME_SANITIZE)
  set_source_files_properties(${folder}/memory_test.cpp PROPERTIES HEADER_FILE_ONLY ON)
endif()
