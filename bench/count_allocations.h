// Counts every allocation of the program it is linked into.
#pragma once

namespace bench {
/// Calls of malloc, calloc and realloc so far, of all threads.
unsigned long allocations();
}  // namespace bench
