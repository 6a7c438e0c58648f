#include "compiler/option_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "compiler/nearest.h"

namespace plume::compiler {

namespace {

using Kind = CppToken::Kind;

struct Function {
  std::string_view name;
  std::vector<std::string> options;  // in the order of their struct
  bool only_options;                 // it takes nothing else
};

const std::vector<Function>& commands() {
  static const std::vector<Function> all = {
      {"push", {"target", "loading", "page_loading", "value"}, false},
      {"dispatch", {"to", "bubbles", "detail", "blocking"}, false},
      {"show", {"to", "display", "transition", "time", "blocking"}, true},
      {"hide", {"to", "transition", "time", "blocking"}, true},
      {"toggle", {"to", "display", "in", "out", "time", "blocking"}, true},
      {"add_class", {"to", "transition", "time", "blocking"}, false},
      {"remove_class", {"to", "transition", "time", "blocking"}, false},
      {"toggle_class", {"to", "transition", "time", "blocking"}, false},
      {"transition", {"to", "time", "blocking"}, false},
      {"set_attribute", {"to"}, false},
      {"remove_attribute", {"to"}, false},
      {"toggle_attribute", {"to"}, false},
      {"ignore_attributes", {"to"}, false},
      {"focus", {"to"}, true},
      {"focus_first", {"to"}, true},
      {"push_focus", {"to"}, true},
      {"pop_focus", {}, false},
      {"navigate", {"replace"}, false},
      {"patch", {"replace"}, false},
      {"exec", {"to"}, false},
      {"concat", {}, false},
  };
  return all;
}
const Function& live_render() {
  static const Function function{"live_render", {"session", "container", "sticky"}, false};
  return function;
}
/// Members of JS that are no commands.
bool is_other_member(std::string_view name) { return name == "empty" || name == "json" || name == "value"; }

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

class Finder {
 public:
  Finder(std::string_view text, Span code) : tokens_(lex(text, code)) {}

  std::optional<CodeProblem> run() {
    for (std::size_t i = 0; i < tokens_.size() && !problem_; ++i) {
      if (tokens_[i].is("JS") && !is(i + 1, "::")) chain(i);
      if (tokens_[i].is("live_render") && i > 1 && tokens_[i - 2].is("plume") && is(i + 1, "("))
        report(i, "live_render names the class of the view", "write plume::live_render<ClockLive>(…)");
      if (tokens_[i].is("live_render"))
        if (const auto open = behind_arguments(i + 1); is(open, "(")) options(live_render(), open);
    }
    return std::move(problem_);
  }

 private:
  bool is(std::size_t i, std::string_view text) const { return i < tokens_.size() && tokens_[i].is(text); }

  void report(std::size_t i, std::string message, std::string hint = {}) {
    if (!problem_) problem_ = CodeProblem{"T26", tokens_[i].span.begin, std::move(message), std::move(hint)};
  }

  /// The index behind the bracket that closes the one at `open`.
  std::size_t behind(std::size_t open) const {
    int depth = 0;
    for (auto i = open; i < tokens_.size(); ++i) {
      if (tokens_[i].is("(") || tokens_[i].is("{") || tokens_[i].is("[")) ++depth;
      if ((tokens_[i].is(")") || tokens_[i].is("}") || tokens_[i].is("]")) && --depth == 0) return i + 1;
    }
    return tokens_.size();
  }
  std::size_t behind_arguments(std::size_t i) const {
    if (!is(i, "<")) return i;
    int depth = 0;
    for (; i < tokens_.size(); ++i) {
      if (tokens_[i].is("<")) ++depth;
      if (tokens_[i].is(">") && --depth == 0) return i + 1;
    }
    return i;
  }

  /// `JS().push("a").hide()`.
  void chain(std::size_t i) {
    if (is(i + 1, ".")) return report(i, "JS is a class: a list of commands begins with plume::JS()");
    if (!is(i + 1, "(")) return;
    for (i = behind(i + 1); is(i, ".") && i + 1 < tokens_.size() && is(i + 2, "("); i = behind(i + 2)) {
      const auto name = tokens_[i + 1].text;
      if (is_other_member(name)) continue;
      const auto command =
          std::find_if(commands().begin(), commands().end(), [&](auto& one) { return one.name == name; });
      if (command == commands().end()) return unknown_command(i + 1);
      options(*command, i + 2);
    }
  }

  void unknown_command(std::size_t i) {
    std::vector<std::string> names;
    for (const auto& one : commands()) names.emplace_back(one.name);
    const auto meant = nearest(tokens_[i].text, names);
    report(i, fmt::format("JS has no command {}", tokens_[i].text),
           meant.empty() ? "there are " + joined(names) : fmt::format("did you mean {}?", meant));
  }

  /// The arguments of a call, between the bracket at `open` and its partner.
  void options(const Function& function, std::size_t open) {
    const auto end = behind(open) - 1;
    if (function.only_options && open + 1 < end && tokens_[open + 1].kind == Kind::string)
      return report(open + 1, fmt::format("{} takes its options by name, in braces", function.name),
                    fmt::format("write {}({{.to = {}}})", function.name, tokens_[open + 1].text));
    for (auto i = open + 1; i < end; i = is(i, "(") || is(i, "{") || is(i, "[") ? behind(i) : i + 1) {
      if (!is(i, "{")) continue;
      if (is(i + 1, "{") && is(i + 2, "."))
        return report(i, fmt::format("the options of {} stand in one pair of braces", function.name),
                      "write {.to = \"#id\"}");
      if (is(i + 1, ".")) designators(function, i);
    }
  }

  void designators(const Function& function, std::size_t open) {
    const auto end = behind(open) - 1;
    std::ptrdiff_t last = -1;
    for (auto i = open + 1; i < end; i = is(i, "(") || is(i, "{") || is(i, "[") ? behind(i) : i + 1) {
      const bool begins = is(i, ".") && (i == open + 1 || is(i - 1, ",")) && is(i + 2, "=");
      if (!begins) continue;
      const auto& known = function.options;
      const auto at = std::find(known.begin(), known.end(), tokens_[i + 1].text) - known.begin();
      if (at == std::ssize(known)) return unknown_option(function, i + 1);
      if (at < last)
        return report(i + 1,
                      fmt::format("options stand in the order of their struct: {} comes before {}", tokens_[i + 1].text,
                                  known[static_cast<std::size_t>(last)]),
                      fmt::format("the options of {} are {}", function.name, joined(known)));
      last = at;
      if (tokens_[i + 1].is("time") && i + 3 < end && tokens_[i + 3].kind == Kind::string)
        return report(i + 3, "time is a number of milliseconds");
    }
  }

  void unknown_option(const Function& function, std::size_t i) {
    report(i, fmt::format("{} has no option {}", function.name, tokens_[i].text),
           function.options.empty() ? "it has none" : "it has " + joined(function.options));
  }

  std::vector<CppToken> tokens_;
  std::optional<CodeProblem> problem_;
};

}  // namespace

std::optional<CodeProblem> find_option_problem(std::string_view text, Span code) { return Finder(text, code).run(); }

}  // namespace plume::compiler
