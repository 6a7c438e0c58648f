#include "components/demo.h"

#include <map>
#include <string>

#include "example_sources.h"

namespace {

/// The lines of `text` without the blanks that all of them begin with.
std::string outdented(std::string_view text) {
  constexpr std::string_view indent = "\n    ";
  std::string result;
  for (auto at = text.find(indent); at != text.npos; at = text.find(indent)) {
    result.append(text.substr(0, at + 1));
    text.remove_prefix(at + indent.size());
  }
  return result.append(text.substr(0, text.find_last_not_of(" \n") + 1)).substr(1);
}

struct Source {
  std::string text;
  std::vector<gallery::Line> lines;
};

/// Of all demos, by their names.
std::map<std::string, Source, std::less<>> read_sources() {
  constexpr std::string_view head = "<.demo name=\"";
  std::map<std::string, Source, std::less<>> sources;
  std::string_view page = gallery::example_sources().find("/components/components_live.html.heex")->body;
  for (auto at = page.find(head); at != page.npos; at = page.find(head)) {
    page.remove_prefix(at + head.size());
    auto& source = sources[std::string(page.substr(0, page.find('"')))];
    const auto begin = page.find('>') + 1;
    source.text = outdented(page.substr(begin, page.find("</.demo>") - begin));
    source.lines = gallery::highlight(source.text);
  }
  return sources;
}

}  // namespace

const std::vector<gallery::Line>& demo::source() const {
  static const auto sources = read_sources();
  return sources.find(*name)->second.lines;
}
