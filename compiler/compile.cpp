#include "compiler/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "compiler/checker.h"
#include "compiler/colocated.h"
#include "compiler/cpp_lexer.h"
#include "compiler/emitter.h"
#include "compiler/parser.h"
#include "compiler/unit.h"

namespace plume::compiler {

using fmt::format;

namespace {

/// `name` as part of identifiers.
std::string identifier(std::string_view name) {
  std::string out(name.substr(0, name.find('.')));
  std::replace_if(out.begin(), out.end(), [](char c) { return !is_identifier_part(c); }, '_');
  return out.empty() || !is_identifier_start(out[0]) ? "t" + out : out;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// `shop::CartLive` is `shop.CartLive`; an anonymous namespace is named after its file.
std::string module_name(const Source& source, const HostClass& host) {
  std::string name;
  const auto add = [&](std::string_view part) {
    for (auto at = part.find("::"); at != part.npos; at = part.find("::")) {
      name.append(part, 0, at).append(".");
      part.remove_prefix(at + 2);
    }
    name.append(part);
  };
  for (const auto& part : host.namespaces) {
    add(part.empty() ? identifier(base_name(source.name())) : part);
    name += '.';
  }
  add(host.name);
  return name;
}

/// What sets a header's constants apart from those of other files of its name: its first class template.
std::string header_suffix(const HostFile& file) {
  for (const auto& one : file.templates)
    if (one.host.is_template) return identifier(one.host.qualified_name());
  return "";
}

/// The body of the function of one template, and what else it adds to the units; empty after errors.
struct TemplateText {
  Span range;
  Trim trim;
};
/// Where its constants go, and where its colocated files do, which are declared once in the program.
struct Units {
  Unit& constants;
  Unit& files;
};

/// 7.3: the client knows a live component by its one element.
Code root_check(const Source& source, std::size_t offset) {
  Code code(source);
  code.mapped(offset,
              "RootIsFree<std::remove_reference_t<decltype(self_)>>, \"plume: the template of a live component must be "
              "exactly one HTML element, without :if and :for\");",
              "static_assert(");
  return code;
}

Code compile_template(const Source& source, const TemplateText& text, const HostClass& host,
                      const MarkupOptions& options, Units units, Diagnostics& diagnostics) {
  auto nodes = parse_template(source, text.range, text.trim, diagnostics);
  check(source, nodes, diagnostics);
  auto parts = take_colocated(source, nodes, {module_name(source, host), options.root_attribute}, diagnostics);
  if (diagnostics.has_errors()) return Code(source);
  for (const auto& file : parts.files) units.files.add(file);
  Markup markup(options, host.qualified_name(), source.position(text.range.begin).line, std::move(parts.scope));
  auto body = Emitter(source, units.constants, std::move(markup)).body(nodes);
  if (is_root(nodes)) return body;
  units.constants.need_root_check();
  auto checked = root_check(source, nodes.empty() ? text.range.begin : nodes.front().span.begin);
  checked.append(body);
  return checked;
}

void open_namespaces(Code& code, const HostClass& host) {
  for (const auto& name : host.namespaces) code.line(name.empty() ? "namespace {" : format("namespace {} {{", name));
}
void close_namespaces(Code& code, const HostClass& host) {
  for (auto name = host.namespaces.rbegin(); name != host.namespaces.rend(); ++name)
    code.line(name->empty() ? "}  // namespace" : format("}}  // namespace {}", *name));
}

void function(Code& code, const std::string& head, const Code& body) {
  code.line(head + " {");
  code.indent();
  code.append(body);
  code.dedent();
  code.line("}");
}

/// A declaration of `host` and its specialisation ahead of the host file, which may use it; nested classes cannot have
/// one.
std::vector<std::string> declare_ahead(const HostClass& host) {
  if (host.name.find("::") != std::string::npos) return {};
  std::string open, close;
  for (const auto& name : host.namespaces) {
    open += name.empty() ? "namespace { " : format("namespace {} {{ ", name);
    close += " }";
  }
  return {format("{}{} {};{}", open, host.key, host.name, close),
          format("template <>\nvoid plume::render_template<{0}>({0}&, plume::Render&);", host.qualified_name())};
}

}  // namespace

std::optional<std::string> compile_template_file(const Source& source, const HostClass& host, const OutputFile& output,
                                                 Diagnostics& diagnostics, const MarkupOptions& markup) {
  Unit unit(source, identifier(base_name(source.name())));
  const TemplateText text{{source.text_begin(), source.text().size()}, Trim::yes};
  const auto body = compile_template(source, text, host, markup, {unit, unit}, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;

  auto name = host.name + "_heex";
  for (auto at = name.find("::"); at != std::string::npos; at = name.find("::")) name.replace(at, 2, "_");
  auto& code = unit.functions();
  // By its key, since a member may have the name of its class.
  const auto parameters = format("([[maybe_unused]] {} {}& self_, plume::Render& r_)", host.key, host.name);

  open_namespaces(code, host);
  code.line(format("// Finds names as in {}; there are no objects of it.", host.name));
  code.line(host.is_final ? format("struct {} {{", name) : format("struct {} : {} {{", name, host.name));
  code.line(format("  static void render_heex({} {}& self_, plume::Render& r_);", host.key, host.name));
  code.line("};");
  function(code, format("void {}::render_heex{}", name, parameters), body);
  close_namespaces(code, host);
  code.blank();

  const auto type = host.qualified_name();
  const auto place = type.substr(0, type.size() - host.name.size());
  code.line("template <>");
  code.line(format("void plume::render_template<{0}>({0}& view, plume::Render& r) {{", type));
  code.line(format("  {}{}::render_heex(view, r);", place, name));
  code.line("}");
  return unit.assemble(output.name, declare_ahead(host), output.host);
}

std::optional<InlineCode> compile_inline_templates(const Source& source, const OutputFile& output,
                                                   Diagnostics& diagnostics, const MarkupOptions& markup) {
  const auto file = read_host_file(source, diagnostics);
  if (file.templates.empty() && !diagnostics.has_errors())
    diagnostics.error("H05", 0, "there is no PLUME_HEEX in this file");
  const auto prefix = identifier(base_name(source.name()));
  Unit unit(source, prefix);
  Unit header(source, prefix + "_" + header_suffix(file), Unit::Kind::header);
  for (const auto& one : file.templates) {
    const bool in_header = one.host.is_template && !output.header.empty();
    auto& functions = in_header ? header : unit;
    Code body(source);
    if (in_header) body.line(format("using namespace {};", header.constants_namespace()));
    body.line("[[maybe_unused]] auto& self_ = *this;");
    body.append(compile_template(source, {one.text, Trim::no}, one.host, markup, {functions, unit}, diagnostics));
    if (diagnostics.has_errors()) continue;
    auto& code = functions.functions();
    open_namespaces(code, one.host);
    const auto head = one.host.is_template ? one.host.template_head + " " : "";
    function(code, format("{}void {}{}::render(plume::Render& r_)", head, one.host.name, one.host.template_arguments),
             body);
    close_namespaces(code, one.host);
    code.blank();
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return InlineCode{unit.assemble(output.name, {}, output.host),
                    output.header.empty() ? "" : header.assemble_header(output.header)};
}

std::optional<HostClass> find_host(const HostFile& file, std::string_view file_name, std::string_view stem,
                                   Diagnostics& diagnostics) {
  std::vector<HostClass> found;
  std::string names;
  for (const auto& host : file.classes) {
    names += (names.empty() ? "" : ", ") + host.name;
    if (snake_case(host.name.substr(host.name.rfind(':') + 1)) == stem) found.push_back(host);
  }
  const auto wanted = format("{} must define the class of this template, named {} in snake_case", file_name, stem);
  const auto is_host = [&](const InlineTemplate& one) { return one.host.offset == found[0].offset; };
  if (found.empty())
    diagnostics.error("H06", 0, wanted + (names.empty() ? ", but defines none" : format(", but defines {}", names)),
                      format("for a component, write struct {} {{ … }}; its members are the attributes", stem));
  else if (found.size() > 1)
    diagnostics.error("H06", 0, wanted + format(", but defines {} of that name", found.size()));
  else if (found[0].is_template)
    diagnostics.error("H02", 0, format("{} is a class template: its template of HTML must be inline", found[0].name),
                      "write PLUME_HEEX(R\"heex(…)heex\") in it");
  else if (std::any_of(file.templates.begin(), file.templates.end(), is_host))
    diagnostics.error("H04", 0, format("{} has a template already: PLUME_HEEX in {}", found[0].name, file_name),
                      "remove one of them");
  else
    return found[0];
  return std::nullopt;
}

}  // namespace plume::compiler
