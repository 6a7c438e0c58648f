// The template compiler: any bytes are a template, a template file or a C++ file with templates, and are either refused
// with diagnostics inside the text, or compiled. The first byte chooses. What has no errors can
// be formatted; the result has none either, and formatting it once more changes nothing.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/compile.h"
#include "compiler/diagnostics.h"
#include "compiler/formatter.h"
#include "compiler/host_file.h"
#include "compiler/source.h"

namespace {

using namespace plume::compiler;

void require(bool holds) {
  if (!holds) std::abort();
}

std::optional<std::string> format(bool is_file, const std::string& text, std::size_t line_length) {
  const Source source("page", text);
  Diagnostics diagnostics;
  auto formatted = is_file ? format_template_file(source, {line_length}, diagnostics)
                           : format_inline_templates(source, {line_length}, diagnostics);
  require(formatted.has_value() != diagnostics.has_errors());
  return formatted;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const OutputFile output{"out.cpp", "/page.h"};
  Diagnostics diagnostics;
  std::string text(input);
  if (data[0] == 'i') text = "struct Page {\n  PLUME_HEEX(R\"heex(" + text + ")heex\")\n};\n";
  const Source source("page", text);
  const HostClass page{"struct", {"app"}, "Page", 0, false, false};
  const bool compiled = data[0] == 'f' ? compile_template_file(source, page, output, diagnostics).has_value()
                                       : compile_inline_templates(source, output, diagnostics).has_value();
  require(compiled != diagnostics.has_errors());
  for (const auto& one : diagnostics.sorted()) {
    require(one.offset <= text.size() && !one.id.empty() && !one.message.empty());
    require(!render(source, one).empty() && !render_json(source, one).empty());
  }
  const std::size_t line_length = input.empty() ? 98 : static_cast<unsigned char>(input[0]);
  const auto once = format(data[0] == 'f', text, line_length);
  require(once || !compiled);
  if (once) require(format(data[0] == 'f', *once, line_length) == once);
  return 0;
}
