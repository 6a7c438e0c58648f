# Some tests compile what the template compiler emits.
target_compile_definitions(${test} PRIVATE PLUME_CXX="${CMAKE_CXX_COMPILER}" PLUME_INCLUDE_DIR="${PROJECT_SOURCE_DIR}/include"
                           PLUME_TEST_DIR="${CMAKE_CURRENT_LIST_DIR}")
