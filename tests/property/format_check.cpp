// format_check FILE…: formats the templates of each file with several line lengths, and checks that the result is the
// same when formatted once more, and that it is the same template: the same nodes, with white space between two of them
// where there was some, and none where there was none. White space may come and go where it shows nowhere or where the
// rules of the formatter allow it: at the inner edges of block elements, components and slots, and at those of code
// blocks beside white space. Prints how many templates it has checked.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cpp_lexer.h"
#include "compiler/expression_layout.h"
#include "compiler/format_pieces.h"
#include "compiler/formatter.h"
#include "compiler/host_file.h"
#include "compiler/parser.h"

namespace {

using namespace plume::compiler;

/// A part of a template without white space, in a form that is the same for all ways to write it.
struct Item {
  std::string form;
  bool space_before = false;
  bool is_text = false;
  bool is_block_element = false;
  const Node* block = nullptr;
};

struct Items {
  std::vector<Item> all;
  bool space_at_end = false;
  bool space_at_begin() const { return all.empty() ? space_at_end : all.front().space_before; }
};

class Canonical {
 public:
  explicit Canonical(const Source& source) : source_(source) {}

  std::string file(const Nodes& nodes) { return write(items(nodes), false, false); }
  std::string inline_template(const Nodes& nodes) {
    const auto all = items(nodes);
    const bool begin = !all.all.empty() && all.all.front().is_text && all.space_at_begin();
    const bool end = !all.all.empty() && all.all.back().is_text && all.space_at_end;
    return (begin ? " " : "") + write(all, false, false) + (end ? " " : "");
  }

 private:
  Items items(const Nodes& nodes) {
    Items out;
    const auto add = [&](Item item) {
      item.space_before = std::exchange(out.space_at_end, false);
      out.all.push_back(std::move(item));
    };
    for (const auto& node : nodes) {
      if (const auto* text = node.as<Text>())
        words(text->text, out);
      else if (const auto* element = node.as<Element>())
        add({this->element(node, *element), false, false, !is_inline(element->tag)});
      else if (node.as<Block>())
        add({"", false, false, false, &node});
      else if (node.as<TemplateComment>())
        add({comment(source_.text(node.span))});
      else if (const auto* output = node.as<Output>())
        add({"{" + code(output->code) + "}"});
      else
        add({"<%" + code(node.as<Statement>()->code) + "%>"});
    }
    return out;
  }

  static void words(std::string_view text, Items& out) {
    while (!text.empty()) {
      const auto end = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_html_space) - text.begin());
      const auto word = text.substr(0, end);
      if (!word.empty()) out.all.push_back({std::string(word), std::exchange(out.space_at_end, false), true});
      if (end == text.size()) return;
      out.space_at_end = true;
      text.remove_prefix(end + 1);
    }
  }

  static std::string comment(std::string_view text) {
    const bool old = text.starts_with("<%#");
    text = text.substr(old ? 3 : 5, text.size() - (old ? 5 : 9));
    return "<%!--" + std::string(text.substr(trim_html_space(text, {0, text.size()}).begin)) + "--%>";
  }

  std::string code(Span span) const {
    std::string out;
    for (auto at = span.begin;;) {
      const auto token = next_token(source_.text(), {at, span.end});
      if (token.kind == CppToken::Kind::end) return out;
      const auto text = trim_html_space(source_.text(), token.span);
      out.append(source_.text(text)).append(" ");
      at = token.span.end;
    }
  }

  std::string element(const Node& node, const Element& element) {
    auto out = "<" + element.tag.name;
    for (const auto rank : {0, 1, 2, 3})
      for (const auto& attribute : element.tag.attributes)
        if (rank_of(attribute.name) == rank) out += " " + this->attribute(attribute);
    if (!element.has_content()) return out + "/>";
    const auto inner = source_.text({element.tag.span.end, source_.text().rfind("</", node.span.end - 1)});
    return out + ">" + content(element, inner) + "</>";
  }

  std::string content(const Element& element, std::string_view inner) {
    const auto& name = element.tag.name;
    const auto* editable = element.find("contenteditable");
    if (name == "pre" || name == "textarea" || element.find("phx-no-format") ||
        (editable && editable->value != "false"))
      return std::string(inner);
    if (is_raw_text(element.tag)) {
      Items all;
      words(inner, all);
      return write(all, true, true);
    }
    const auto all = items(element.children);
    if (is_loose_inside(element.tag)) return write(all, true, true);
    const bool begin = all.space_at_begin(), end = all.space_at_end;
    return (begin ? " " : "") + write(all, begin, end) + (end && !all.all.empty() ? " " : "");
  }

  static int rank_of(std::string_view name) { return name == ":let" ? 0 : name == ":for" ? 1 : name == ":if" ? 2 : 3; }

  std::string attribute(const Attribute& attribute) const {
    if (attribute.kind == Attribute::Value::none) return attribute.name;
    if (attribute.kind == Attribute::Value::text && !attribute.value.empty() && attribute.value.find('"') == npos)
      return attribute.name + "={\"" + attribute.value + "\" }";
    if (attribute.kind == Attribute::Value::text) return attribute.name + "=" + attribute.value;
    const auto form = code(attribute.code);
    return attribute.name + "={" + (form == "\"\" " ? "" : form) + "}";
  }

  /// `before` and `after`: whether there is white space beside, or the edge of a block.
  std::string write(const Items& items, bool before, bool after) {
    std::string out;
    const auto& all = items.all;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i > 0 && all[i].space_before) out += " ";
      out += all[i].form;
      if (!all[i].block) continue;
      const bool loose_before = i == 0 ? before : all[i].space_before || all[i - 1].is_block_element;
      const bool loose_after = i + 1 == all.size() ? after : all[i + 1].space_before || all[i + 1].is_block_element;
      out += block(*all[i].block->as<Block>(), loose_before, loose_after);
    }
    return out;
  }

  std::string block(const Block& block, bool before, bool after) {
    auto out = "[" + code(block.head);
    for (const auto& branch : block.branches) {
      const auto all = items(branch.children);
      const bool begins = all.space_at_begin() || (!all.all.empty() && all.all.front().is_block_element);
      const bool ends = all.space_at_end || (!all.all.empty() && all.all.back().is_block_element);
      const bool begin = before || begins || (all.all.empty() && after);
      const bool end = after || ends || (all.all.empty() && before);
      out += "|" + code(branch.code) + ":" + (begin ? " " : "") + write(all, begin, end) + (end ? " " : "");
      if (block.kind == BlockKind::loop && !all.all.empty()) out += begins || ends ? "~" : "";
    }
    return out + "]";
  }

  static constexpr auto npos = std::string::npos;
  const Source& source_;
};

[[noreturn]] void fail(const std::string& what, const std::string& before, const std::string& after) {
  std::cerr << what << "\n--- before\n" << before << "\n--- after\n" << after << '\n';
  std::exit(1);
}

std::string errors_of(const Source& source, const Diagnostics& diagnostics) {
  std::string out;
  for (const auto& one : diagnostics.sorted()) out += render(source, one);
  return out;
}

struct Kind {
  bool is_template;
  std::optional<std::string> format(const Source& source, std::size_t line_length) const {
    Diagnostics diagnostics;
    static const FormatOptions found{.clang_format = find_clang_format()};
    auto options = found;
    options.line_length = line_length;
    auto out = is_template ? format_template_file(source, options, diagnostics)
                           : format_inline_templates(source, options, diagnostics);
    if (!out) fail("it cannot be parsed: " + errors_of(source, diagnostics), std::string(source.text()), "");
    return out;
  }

  /// The templates of the file, in canonical form.
  std::vector<std::pair<std::string_view, std::string>> forms(const Source& source) const {
    std::vector<std::pair<std::string_view, std::string>> out;
    Diagnostics diagnostics;
    if (is_template) {
      const auto nodes = parse_template(source, {source.text_begin(), source.text().size()}, Trim::no, diagnostics);
      out.emplace_back(source.text(), Canonical(source).file(nodes));
    } else {
      for (const auto& one : read_host_file(source, diagnostics).templates) {
        const auto nodes = parse_template(source, one.text, Trim::no, diagnostics);
        out.emplace_back(source.text(one.text), Canonical(source).inline_template(nodes));
      }
    }
    if (diagnostics.has_errors()) fail("errors: " + errors_of(source, diagnostics), std::string(source.text()), "");
    return out;
  }
};

std::size_t check(const std::string& name, const std::string& text) {
  const Kind kind{name.ends_with(".heex")};
  const Source source(name, text);
  const auto before = kind.forms(source);
  for (const std::size_t line_length : {98, 120, 30, 1}) {
    const auto once = *kind.format(source, line_length);
    const Source formatted(name, once);
    const auto after = kind.forms(formatted);
    if (before.size() != after.size()) fail(name + " has other templates", text, once);
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (before[i].second == after[i].second) continue;
      fail(name + " is another template: " + before[i].second + "\n" + after[i].second, std::string(before[i].first),
           std::string(after[i].first));
    }
    const Source twice(name, *kind.format(formatted, line_length));
    const auto again = kind.forms(twice);
    for (std::size_t i = 0; i < after.size(); ++i)
      if (after[i].first != again[i].first)
        fail(name + " changes again, with lines of " + std::to_string(line_length), std::string(after[i].first),
             std::string(again[i].first) + "\n--- first\n" + std::string(before[i].first));
    if (once != twice.text()) fail(name + " changes again", once, std::string(twice.text()));
  }
  return before.size();
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t checked = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    checked += check(argv[i], {std::istreambuf_iterator<char>(in), {}});
  }
  std::cout << checked << '\n';
}
