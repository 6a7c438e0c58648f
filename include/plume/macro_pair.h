// PLUME_PAIR_…: what stands in a list of macro arguments, `name` or `(name, "text")`.
#pragma once

#define PLUME_JOIN(a, b) PLUME_JOIN_NOW(a, b)
#define PLUME_JOIN_NOW(a, b) a##b
#define PLUME_PAIR_PROBE(...) ~, pair,
#define PLUME_SECOND_OF(...) PLUME_SECOND_NOW(__VA_ARGS__)
#define PLUME_SECOND_NOW(a, b, ...) b
// `pair` for what stands in parentheses, else `name`.
#define PLUME_PAIR_KIND(item) PLUME_SECOND_OF(PLUME_PAIR_PROBE item, name, ~)

/// The first of a pair, or the name.
#define PLUME_PAIR_FIRST(item) PLUME_JOIN(PLUME_PAIR_FIRST_OF_, PLUME_PAIR_KIND(item))(item)
#define PLUME_PAIR_FIRST_OF_name(item) item
#define PLUME_PAIR_FIRST_OF_pair(item) PLUME_PAIR_TAKE_FIRST item
#define PLUME_PAIR_TAKE_FIRST(first, second) first

/// The same as a text.
#define PLUME_PAIR_NAME(item) PLUME_JOIN(PLUME_PAIR_NAME_OF_, PLUME_PAIR_KIND(item))(item)
#define PLUME_PAIR_NAME_OF_name(item) #item
#define PLUME_PAIR_NAME_OF_pair(item) PLUME_PAIR_TAKE_NAME item
#define PLUME_PAIR_TAKE_NAME(first, second) #first

/// The second of a pair, or `otherwise` for a name.
#define PLUME_PAIR_SECOND(item, otherwise) PLUME_JOIN(PLUME_PAIR_SECOND_OF_, PLUME_PAIR_KIND(item))(item, otherwise)
#define PLUME_PAIR_SECOND_OF_name(item, otherwise) otherwise
#define PLUME_PAIR_SECOND_OF_pair(item, otherwise) PLUME_PAIR_TAKE_SECOND item
#define PLUME_PAIR_TAKE_SECOND(first, second) second
