#pragma once

#include <plume/component.h>

#include <string_view>

#include "search/countries.h"

/// A text with the part that was searched for marked.
struct found_text {
  plume::Required<std::string_view> text;
  std::string_view query;

  std::size_t at() const { return query.empty() ? std::string_view::npos : find_text(text, query); }
  std::string_view before() const { return text->substr(0, at()); }
  std::string_view hit() const { return at() == text->npos ? "" : text->substr(at(), query.size()); }
  std::string_view after() const { return at() == text->npos ? "" : text->substr(at() + query.size()); }

  PLUME_HEEX(R"heex({@before()}<mark :if={!@hit().empty()}>{@hit()}</mark>{@after()})heex")
};
