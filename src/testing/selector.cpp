#include "testing/selector.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "base/ascii.h"
#include "foundation/numbers.h"
#include "testing/markup.h"

namespace plume::testing::dom {
namespace {

using Test = Selector::Test;
using Step = Selector::Step;
using Steps = Selector::Steps;

// ---------------------------------------------------------------------------------------------------------------------
// Where an element stands

std::vector<const Node*> siblings_of(const Node& node) {
  std::vector<const Node*> siblings;
  if (node.parent)
    for (const auto& child : node.parent->children)
      if (child->is_element()) siblings.push_back(child.get());
  return siblings;
}

const Node* previous_sibling(const Node& node) {
  const Node* previous = nullptr;
  for (const Node* sibling : siblings_of(node)) {
    if (sibling == &node) return previous;
    previous = sibling;
  }
  return nullptr;
}

const Node* parent_element(const Node& node) {
  return node.parent && node.parent->is_element() ? node.parent : nullptr;
}

// 1 for the first; counted from the end, or among those of the same type only.
std::size_t position(const Node& node, bool from_end, bool of_type) {
  auto siblings = siblings_of(node);
  if (from_end) std::reverse(siblings.begin(), siblings.end());
  std::size_t count = 0;
  for (const Node* sibling : siblings) {
    if (!of_type || sibling->name == node.name) ++count;
    if (sibling == &node) break;
  }
  return count;
}

// ---------------------------------------------------------------------------------------------------------------------
// Matching

bool fits(const Node& element, const Step& step) {
  return std::all_of(step.tests.begin(), step.tests.end(), [&](const Test& test) { return test(element); });
}

// Whether the steps up to `last` lead to `element`; those before the first start at `scope`, or anywhere where null.
bool leads_to(const Steps& steps, std::size_t last, const Node& element, const Node* scope) {
  if (!fits(element, steps[last])) return false;
  const auto before = [&](const Node& other) {
    return last == 0 ? &other == scope : leads_to(steps, last - 1, other, scope);
  };
  if (last == 0 && !scope) return true;
  switch (steps[last].combinator) {
    case '>':
      return element.parent && before(*element.parent);
    case '+': {
      const Node* const previous = previous_sibling(element);
      return previous && before(*previous);
    }
    case '~':
      for (const Node* at = previous_sibling(element); at; at = previous_sibling(*at))
        if (before(*at)) return true;
      return false;
    default:
      for (const Node* at = element.parent; at; at = at->parent)
        if (before(*at)) return true;
      return false;
  }
}

bool matches_any(const std::vector<Steps>& alternatives, const Node& element, const Node* scope = nullptr) {
  return std::any_of(alternatives.begin(), alternatives.end(),
                     [&](const Steps& steps) { return leads_to(steps, steps.size() - 1, element, scope); });
}

// :has: an element that stands to `scope` as the selector says.
bool has_relative(const std::vector<Steps>& alternatives, const Node& scope) {
  Node* const around = scope.parent ? scope.parent : const_cast<Node*>(&scope);
  return find_element(*around, [&](const Node& element) { return matches_any(alternatives, element, &scope); });
}

bool is_control(const Node& node) {
  return node.is_element("input") || node.is_element("select") || node.is_element("textarea") ||
         node.is_element("button") || node.is_element("option") || node.is_element("optgroup") ||
         node.is_element("fieldset");
}

bool is_empty(const Node& node) {
  return std::all_of(node.children.begin(), node.children.end(),
                     [](const auto& child) { return child->kind == Node::Kind::comment; });
}

bool holds_word(std::string_view words, std::string_view word) {
  for (std::size_t at = 0; !word.empty() && (at = words.find(word, at)) != std::string_view::npos; ++at) {
    const auto is_space = [&](std::size_t i) { return i >= words.size() || words.find_first_of(" \t\n\r\f", i) == i; };
    if ((at == 0 || is_space(at - 1)) && is_space(at + word.size())) return true;
  }
  return false;
}

bool compare(std::string_view value, char operation, std::string_view wanted) {
  switch (operation) {
    case '=':
      return value == wanted;
    case '~':
      return holds_word(value, wanted);
    case '|':
      return value == wanted || value.starts_with(std::string(wanted) + "-");
    case '^':
      return !wanted.empty() && value.starts_with(wanted);
    case '$':
      return !wanted.empty() && value.ends_with(wanted);
    default:
      return !wanted.empty() && value.find(wanted) != std::string_view::npos;
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Reading

// `an+b`, of :nth-child.
struct Nth {
  long a = 0, b = 0;
  bool holds(std::size_t position) const {
    const long rest = static_cast<long>(position) - b;
    return a == 0 ? rest == 0 : rest % a == 0 && rest / a >= 0;
  }
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::vector<Steps> all() {
    auto alternatives = list(false);
    if (at_ != text_.size()) fail("this is not expected here");
    return alternatives;
  }

 private:
  [[noreturn]] void fail(const std::string& problem) const {
    throw std::invalid_argument("the selector \"" + std::string(text_) + "\", character " + std::to_string(at_ + 1) +
                                ": " + problem);
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail(std::string("a '") + c + "' is missing");
  }
  bool skip_space() {
    const auto begin = at_;
    while (at_ < text_.size() && std::string_view(" \t\n\r\f").find(text_[at_]) != std::string_view::npos) ++at_;
    return at_ != begin;
  }
  static bool in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80 || c == '\\';
  }

  // `\:` stands for the character, `\31 ` for one of that number.
  void escape(std::string& out) {
    if (at_ == text_.size()) fail("a backslash with nothing behind it");
    unsigned code = 0;
    const auto digits = text_.substr(at_, std::min<std::size_t>(6, text_.size() - at_));
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    if (count == 0 || code >= 0x80) {
      out.push_back(text_[at_++]);
      return;
    }
    out.push_back(static_cast<char>(code));
    at_ += count;
    take(' ');
  }

  std::string name(const char* what) {
    std::string out;
    while (in_name(peek())) {
      if (take('\\'))
        escape(out);
      else
        out.push_back(text_[at_++]);
    }
    if (out.empty()) fail(std::string(what) + " is missing");
    return out;
  }

  std::string value() {
    const char quote = peek();
    if (quote != '"' && quote != '\'') return name("a value");
    ++at_;
    std::string out;
    while (peek() != quote) {
      if (at_ == text_.size()) fail("the text is not closed");
      if (take('\\'))
        escape(out);
      else
        out.push_back(text_[at_++]);
    }
    ++at_;
    return out;
  }

  std::vector<Steps> list(bool relative) {
    std::vector<Steps> alternatives;
    do alternatives.push_back(complex(relative));
    while (take(','));
    return alternatives;
  }

  Steps complex(bool relative) {
    Steps steps;
    skip_space();
    char combinator = relative ? combinator_or(' ') : ' ';
    for (;;) {
      steps.push_back({combinator, compound()});
      const bool space = skip_space();
      const char next = peek();
      if (next == '\0' || next == ',' || next == ')') return steps;
      combinator = combinator_or(space ? ' ' : '\0');
      if (!combinator) fail("this is not expected here");
    }
  }

  char combinator_or(char otherwise) {
    const char c = peek();
    if (c != '>' && c != '+' && c != '~') return otherwise;
    ++at_;
    skip_space();
    return c;
  }

  std::vector<Test> compound() {
    std::vector<Test> tests;
    if (take('*')) {
      tests.push_back([](const Node&) { return true; });
    } else if (in_name(peek())) {
      tests.push_back(
          [tag = to_lower(name("a tag"))](const Node& node) { return to_lower(std::string_view(node.name)) == tag; });
    }
    for (;;) {
      if (take('#'))
        tests.push_back([id = name("an id")](const Node& node) { return node.get("id") == id; });
      else if (take('.'))
        tests.push_back([word = name("a class")](const Node& node) { return holds_word(node.get("class"), word); });
      else if (take('['))
        tests.push_back(attribute());
      else if (take(':'))
        tests.push_back(pseudo_class());
      else
        break;
    }
    if (tests.empty()) fail("a selector is missing");
    return tests;
  }

  Test attribute() {
    skip_space();
    const std::string key = to_lower(name("the name of an attribute"));
    skip_space();
    if (take(']')) return [key](const Node& node) { return node.has(key); };
    char operation = '=';
    if (std::string_view("~|^$*").find(peek()) != std::string_view::npos) operation = text_[at_++];
    expect('=');
    skip_space();
    std::string wanted = value();
    skip_space();
    const bool any_case = take('i') || take('I');
    skip_space();
    expect(']');
    return [key, operation, any_case, wanted = any_case ? to_lower(wanted) : wanted](const Node& node) {
      const std::string* const found = node.find(key);
      return found && compare(any_case ? to_lower(*found) : *found, operation, wanted);
    };
  }

  template <class Reader>
  auto in_brackets(Reader read) {
    expect('(');
    auto result = read();
    skip_space();
    expect(')');
    return result;
  }

  Nth nth() {
    skip_space();
    std::string formula;
    while (peek() != ')' && peek() != '\0') {
      if (peek() != ' ') formula.push_back(peek());
      ++at_;
    }
    if (formula == "odd") return {2, 1};
    if (formula == "even") return {2, 0};
    Nth result;
    const auto n = formula.find('n');
    const auto number = [&](std::string digits) {
      if (digits.starts_with('+')) digits.erase(0, 1);
      const auto read = read_number<long>(digits);
      if (!read) fail("\"" + formula + "\" is no an+b");
      return *read;
    };
    if (n == std::string::npos) return {0, number(formula)};
    const std::string factor = formula.substr(0, n), rest = formula.substr(n + 1);
    result.a = factor.empty() || factor == "+" ? 1 : factor == "-" ? -1 : number(factor);
    if (!rest.empty()) result.b = number(rest);
    return result;
  }

  Test at_position(Nth nth, bool from_end, bool of_type) {
    return [=](const Node& node) { return nth.holds(position(node, from_end, of_type)); };
  }

  Test pseudo_class() {
    const auto begin = at_;
    const std::string pseudo = to_lower(name("the name of a pseudo-class"));
    if (auto test = structural(pseudo)) return test;
    if (auto test = of_state(pseudo)) return test;
    if (pseudo == "not" || pseudo == "is" || pseudo == "where") {
      auto alternatives = in_brackets([this] { return list(false); });
      const bool wanted = pseudo != "not";
      return [alternatives, wanted](const Node& node) { return matches_any(alternatives, node) == wanted; };
    }
    if (pseudo == "has")
      return [alternatives = in_brackets([this] { return list(true); })](const Node& node) {
        return has_relative(alternatives, node);
      };
    at_ = begin;
    fail("the pseudo-class :" + pseudo + " is not known");
  }

  Test structural(std::string_view pseudo) {
    if (pseudo == "root") return [](const Node& node) { return !parent_element(node); };
    if (pseudo == "empty") return is_empty;
    if (pseudo == "only-child") return [](const Node& node) { return siblings_of(node).size() == 1; };
    if (pseudo == "only-of-type")
      return [](const Node& node) { return position(node, false, true) == 1 && position(node, true, true) == 1; };
    const bool of_type = pseudo.ends_with("-of-type");
    if (!of_type && !pseudo.ends_with("-child")) return nullptr;
    const auto which = pseudo.substr(0, pseudo.size() - (of_type ? 8 : 6));
    if (which == "first") return at_position({0, 1}, false, of_type);
    if (which == "last") return at_position({0, 1}, true, of_type);
    if (which == "nth" || which == "nth-last")
      return at_position(in_brackets([this] { return nth(); }), which == "nth-last", of_type);
    return nullptr;
  }

  static Test of_state(std::string_view pseudo) {
    if (pseudo == "checked")
      return [](const Node& node) {
        return (node.is_element("input") && node.has("checked")) || (node.is_element("option") && node.has("selected"));
      };
    if (pseudo == "disabled") return [](const Node& node) { return is_disabled(node); };
    if (pseudo == "enabled") return [](const Node& node) { return is_control(node) && !is_disabled(node); };
    if (pseudo == "required") return [](const Node& node) { return is_control(node) && node.has("required"); };
    if (pseudo == "optional") return [](const Node& node) { return is_control(node) && !node.has("required"); };
    return nullptr;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Selector::Selector(std::string_view text) : alternatives_(Parser(text).all()) {}

bool Selector::matches(const Node& element) const { return matches_any(alternatives_, element); }

std::vector<Node*> Selector::select(Node& root) const {
  std::vector<Node*> found;
  for_each_element(root, [&](Node& element) {
    if (matches(element)) found.push_back(&element);
  });
  return found;
}

}  // namespace plume::testing::dom
