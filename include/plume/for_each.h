// PLUME_FOR_EACH: a macro for each of several names, as the lists of members in plume/form_data.h and
// plume/component.h.
#pragma once

// Applies `macro` to each of up to 64 arguments.
#define PLUME_PARENS ()
#define PLUME_EXPAND(...) PLUME_EXPAND3(PLUME_EXPAND3(PLUME_EXPAND3(PLUME_EXPAND3(__VA_ARGS__))))
#define PLUME_EXPAND3(...) PLUME_EXPAND2(PLUME_EXPAND2(PLUME_EXPAND2(PLUME_EXPAND2(__VA_ARGS__))))
#define PLUME_EXPAND2(...) PLUME_EXPAND1(PLUME_EXPAND1(PLUME_EXPAND1(PLUME_EXPAND1(__VA_ARGS__))))
#define PLUME_EXPAND1(...) __VA_ARGS__
#define PLUME_FOR_EACH(macro, ...) __VA_OPT__(PLUME_EXPAND(PLUME_FOR_EACH_NEXT(macro, __VA_ARGS__)))
#define PLUME_FOR_EACH_NEXT(macro, first, ...) \
  macro(first) __VA_OPT__(PLUME_FOR_EACH_AGAIN PLUME_PARENS(macro, __VA_ARGS__))
#define PLUME_FOR_EACH_AGAIN() PLUME_FOR_EACH_NEXT

/// Visits `plume_self.member` as `plume_visit("member", member)`.
#define PLUME_VISIT_FIELD(member) plume_visit(std::string_view(#member), plume_self.member);
