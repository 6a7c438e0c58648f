target_link_libraries(${test} PRIVATE gallery_pages)
