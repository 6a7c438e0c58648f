#include "compiler/callbacks.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/cpp_code.h"
#include "compiler/cpp_lexer.h"

namespace plume::compiler {

namespace {

using Tokens = std::vector<CppToken>;

struct Callback {
  std::string_view name;
  std::string_view parameters;          // for people
  std::vector<std::string_view> types;  // without namespaces, const and &
};

const std::vector<Callback>& of_views() {
  static const std::vector<Callback> all = {
      {"mount", "const plume::Params& params, const plume::Session& session", {"Params", "Session"}},
      {"handle_params", "const plume::Params& params, std::string_view uri", {"Params", "string_view"}},
      {"handle_event", "std::string_view event, const plume::Params& params", {"string_view", "Params"}},
      {"handle_info", "const plume::Message& message", {"Message"}},
      {"handle_call", "const plume::Message& message, const plume::Caller& caller", {"Message", "Caller"}},
      {"handle_cast", "const plume::Message& message", {"Message"}},
      {"handle_async", "std::string_view name, const plume::AsyncOutcome& outcome", {"string_view", "AsyncOutcome"}},
      {"terminate", "std::string_view reason", {"string_view"}},
  };
  return all;
}
const std::vector<Callback>& of_components() {
  static const std::vector<Callback> all = {
      {"mount", "", {}},
      {"update", "", {}},
      {"handle_event", "std::string_view event, const plume::Params& params", {"string_view", "Params"}},
      {"handle_async", "std::string_view name, const plume::AsyncOutcome& outcome", {"string_view", "AsyncOutcome"}},
  };
  return all;
}

/// One name of the types that have several.
std::string_view canonical(std::string_view type) { return type == "Params" || type == "Session" ? "Value" : type; }

/// Whether a type of this name, whatever an application may call its own, is not the one that is `expected`.
bool is_other_type(std::string_view type, std::string_view expected) {
  constexpr std::string_view known[] = {"string",  "char",  "bool",    "int",    "unsigned",     "long",
                                        "short",   "float", "double",  "vector", "map",          "optional",
                                        "Request", "Value", "Message", "Caller", "AsyncOutcome", "string_view"};
  return canonical(type) != canonical(expected) &&
         std::find(std::begin(known), std::end(known), canonical(type)) != std::end(known);
}

/// A parameter's type without namespaces, const, reference and name: `const plume::Params& params` is `Params`. A
/// parameter that is no plain name is empty.
std::string_view type_of(const Tokens& tokens) {
  std::string_view type;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    if (token.is("const") || token.is("::") || token.is("[") || token.is("]")) continue;
    if (token.is("=")) break;
    if (token.kind != CppToken::Kind::identifier) return type;
    if (type.empty() || tokens[i - 1].is("::")) type = token.text;
  }
  return type;
}

class Checker {
 public:
  Checker(const Source& source, const HostClass& host, const std::vector<Callback>& callbacks, Diagnostics& diagnostics)
      : source_(source), host_(host), callbacks_(callbacks), diagnostics_(diagnostics) {}

  void run() {
    const auto text = source_.text();
    const auto open = text.find('{', text.find(host_.bases, host_.offset) + host_.bases.size());
    const auto close = find_closing_brace(text, {open + 1, text.size()});
    const auto tokens = lex(text, {open + 1, std::min(close, text.size())});
    int depth = 0;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (tokens[i].is("{") || tokens[i].is("(")) ++depth;
      if (tokens[i].is("}") || tokens[i].is(")")) --depth;
      if (depth == 0 && tokens[i + 1].is("(") && declares(tokens, i)) function(tokens[i], tokens[i + 1].span.end);
    }
    for (const auto& [callback, wrong] : wrong_)
      if (std::find(right_.begin(), right_.end(), callback) == right_.end()) report(*callback, wrong);
  }

 private:
  /// Whether the name at `i` follows a type: `void mount`.
  static bool declares(const Tokens& tokens, std::size_t i) {
    return i > 0 && tokens[i - 1].kind == CppToken::Kind::identifier && !tokens[i - 1].is("return");
  }

  void function(const CppToken& name, std::size_t begin) {
    const auto callback =
        std::find_if(callbacks_.begin(), callbacks_.end(), [&](const Callback& one) { return one.name == name.text; });
    if (callback == callbacks_.end()) return;
    auto end = begin;
    for (int depth = 1; depth > 0;) {
      const auto token = next_token(source_.text(), {end, source_.text().size()});
      if (token.kind == CppToken::Kind::end) return;
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      end = token.span.end;
    }
    const auto parameters = split_at(source_.text(), {begin, end - 1}, ",");
    bool fits = parameters.size() == callback->types.size();
    for (std::size_t i = 0; fits && i < parameters.size(); ++i)
      fits = !is_other_type(type_of(lex(source_.text(), parameters[i])), callback->types[i]);
    if (fits)
      right_.push_back(&*callback);
    else
      wrong_.emplace_back(&*callback, name.span.begin);
  }

  void report(const Callback& callback, std::size_t at) {
    diagnostics_.error("H08", at,
                       fmt::format("{} of {} overrides nothing, and is never called: it has other parameters",
                                   callback.name, host_.name),
                       fmt::format("void {}({}) override", callback.name, callback.parameters));
  }

  const Source& source_;
  const HostClass& host_;
  const std::vector<Callback>& callbacks_;
  Diagnostics& diagnostics_;
  std::vector<const Callback*> right_;
  std::vector<std::pair<const Callback*, std::size_t>> wrong_;
};

}  // namespace

void check_callbacks(const Source& source, const HostClass& host, Diagnostics& diagnostics) {
  const bool is_view = host.bases.find("LiveView") != std::string::npos;
  const bool is_component = host.bases.find("LiveComponent") != std::string::npos;
  if (is_view || is_component) Checker(source, host, is_view ? of_views() : of_components(), diagnostics).run();
}

}  // namespace plume::compiler
