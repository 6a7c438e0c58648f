#include "compiler/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "compiler/callbacks.h"
#include "compiler/checker.h"
#include "compiler/colocated.h"
#include "compiler/cpp_lexer.h"
#include "compiler/emitter.h"
#include "compiler/member_checker.h"
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
  Surroundings around;
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
  check_members(source, nodes, text.around, diagnostics);
  auto parts = take_colocated(source, nodes, {module_name(source, host), options.root_attribute}, diagnostics);
  if (diagnostics.has_errors()) return Code(source);
  for (const auto& file : parts.files) units.files.add(file);
  Markup markup(options, host.qualified_name(), source.position(text.range.begin).line, std::move(parts.scope));
  auto body = Emitter(source, units.constants, std::move(markup), text.around).body(nodes);
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
std::vector<std::string> declare_ahead(const HostClass& host, std::string_view attribute = {}) {
  if (host.name.find("::") != std::string::npos) return {};
  std::string open, close;
  for (const auto& name : host.namespaces) {
    open += name.empty() ? "namespace { " : format("namespace {} {{ ", name);
    close += " }";
  }
  return {format("{}{} {};{}", open, host.key, host.name, close),
          format("template <>\n{1}void plume::render_template<{0}>({0}&, plume::Render&);", host.qualified_name(),
                 attribute)};
}

/// Whether a class is unknown to other translation units.
bool is_local(const HostClass& host) {
  return std::any_of(host.namespaces.begin(), host.namespaces.end(), [](const auto& name) { return name.empty(); });
}

bool is_live(const HostClass& host) {
  return host.bases.find("LiveView") != std::string::npos || host.bases.find("LiveComponent") != std::string::npos;
}

/// The views and live components of a file that have no template.
std::vector<HostClass> without_template(const Source& source, const HostFile& file, const OutputFile& output) {
  std::vector<HostClass> found;
  for (const auto& host : file.classes) {
    if (!is_live(host) || host.is_template || host.name.find("::") != std::string::npos) continue;
    const bool is_inline = std::any_of(file.templates.begin(), file.templates.end(),
                                       [&](const InlineTemplate& one) { return one.host.offset == host.offset; });
    const auto& files = output.template_files;
    const bool in_file = std::find(files.begin(), files.end(), snake_case(host.name)) != files.end();
    if (!is_inline && !in_file && !read_struct(source.text(), host.offset).has_render) found.push_back(host);
  }
  return found;
}

/// The name of plume::render_template<host> for the linker.
std::string linker_name(const HostClass& host) {
  const auto part = [](std::string_view name) { return format("{}{}", name.size(), name); };
  std::string type;
  for (const auto& names : host.namespaces) {
    std::string_view rest = names;
    if (rest.empty()) type += "12_GLOBAL__N_1";
    for (; !rest.empty(); rest.remove_prefix(std::min(rest.size(), rest.find("::") + 2))) {
      type += part(rest.substr(0, rest.find("::")));
      if (rest.find("::") == rest.npos) break;
    }
  }
  type = type.empty() ? part(host.name) : "N" + type + part(host.name) + "E";
  return format("_ZN5plume15render_templateI{}EEvRT_RNS_6RenderE", type);
}

/// Defines the template of a class that has none, for the linker: it throws, as LiveView::render says. The linker warns
/// if it is used, unless the class renders something else.
void link_without_template(Code& code, const Source& source, const HostClass& host) {
  const auto type = host.qualified_name();
  code.line("template <>");
  code.line(format("void plume::render_template<{0}>({0}& view, plume::Render& r) {{", type));
  code.line(format("  view.{}::render(r);",
                   host.bases.find("LiveView") != std::string::npos ? "plume::LiveView" : "plume::LiveComponent"));
  code.line("}");
  if (source.text().find("render_with") != std::string::npos) return;
  code.line(format("__attribute__((used, section(\".gnu.warning.{}\"))) const char {}_has_no_template[] =",
                   linker_name(host), identifier(host.qualified_name())));
  code.line(
      format("    \"plume: {} has no template: put PLUME_HEEX into the class, or a {}.html.heex beside its file\";",
             type, snake_case(host.name)));
}

}  // namespace

std::optional<std::string> compile_template_file(const Source& source, const HostClass& host, const OutputFile& output,
                                                 Diagnostics& diagnostics, const MarkupOptions& markup,
                                                 const HostText& host_text) {
  Unit unit(source, identifier(base_name(source.name())));
  StructText members;
  if (host_text.source) members = read_struct(host_text.source->text(), host.offset);
  const Surroundings around{host_text.structs, host_text.source ? &members : nullptr, host.name, true};
  const TemplateText text{{source.text_begin(), source.text().size()}, Trim::yes, around};
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
                                                   Diagnostics& diagnostics, const MarkupOptions& markup,
                                                   const KnownStructs* structs) {
  const auto file = read_host_file(source, diagnostics);
  const auto without = without_template(source, file, output);
  const auto mentions = [&](std::string_view name) { return source.text().find(name) != std::string::npos; };
  const bool may_have_some = mentions("PLUME_HEEX") || mentions("LiveView") || mentions("LiveComponent");
  if (file.templates.empty() && !may_have_some && !diagnostics.has_errors())
    diagnostics.error("H05", 0, "there is no PLUME_HEEX in this file");
  for (const auto& host : file.classes) check_callbacks(source, host, diagnostics);
  const auto prefix = identifier(base_name(source.name()));
  Unit unit(source, prefix);
  Unit header(source, prefix + "_" + header_suffix(file), Unit::Kind::header);
  for (const auto& one : file.templates) {
    const bool in_header = one.host.is_template && !output.header.empty();
    auto& functions = in_header ? header : unit;
    const auto members = read_struct(source.text(), one.host.offset);
    const Surroundings around{structs, structs ? &members : nullptr, one.host.name};
    Code body(source);
    if (in_header) body.line(format("using namespace {};", header.constants_namespace()));
    body.line("[[maybe_unused]] auto& self_ = *this;");
    body.append(
        compile_template(source, {one.text, Trim::no, around}, one.host, markup, {functions, unit}, diagnostics));
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
  for (const auto& host : without) link_without_template(unit.functions(), source, host);
  const auto extension = source.name().substr(source.name().rfind('.') + 1);
  if (file.templates.empty() && without.empty() && extension.starts_with('h'))
    return InlineCode{format("// {} has no templates.\n", source.name()),
                      output.header.empty() ? "" : "#pragma once\n"};
  std::vector<std::string> ahead;
  for (const auto& host : without)
    for (auto& line : declare_ahead(host, is_local(host) ? "" : "__attribute__((weak)) "))
      ahead.push_back(std::move(line));
  return InlineCode{unit.assemble(output.name, ahead, output.host),
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
