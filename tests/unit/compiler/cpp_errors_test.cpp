// What the C++ compiler says of emitted code: nothing where templates are right; else it is said at the template's line
// and column. Runs the compiler that built this test, and Clang beside it where it is installed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/driver.h"

namespace plume::compiler {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> compilers() {
  std::vector<std::string> found{PLUME_CXX};
  const std::string other = "/usr/bin/clang++-19";
  if (fs::exists(other) && found[0].find("clang") == std::string::npos) found.push_back(other);
  return found;
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((command + " 2>&1").c_str(), "r"), pclose);
  std::string text;
  std::array<char, 4096> buffer;
  while (const auto n = fread(buffer.data(), 1, buffer.size(), pipe.get())) text.append(buffer.data(), n);
  return text;
}

constexpr auto components = R"cpp(
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
#include "plume/component.h"
#include "plume/form.h"
#include "plume/js.h"
#include "plume/live_component.h"

  namespace ui {
  struct Row {
    int id;
    std::string name;
    bool operator==(const Row&) const = default;
  };
  struct badge {
    plume::Required<std::string> label;
    int n = 0;
    std::optional<std::string> hint;
    bool class_ = false;
    void render(plume::Render&) {}
  };
  struct column {
    plume::Required<std::string_view> label;
    bool wide = false;
  };
  struct table {
    plume::Required<std::vector<Row>> rows;
    plume::Required<plume::Slot<Row, column>> col;
    plume::Slot<std::pair<Row, int>> action;
    plume::Slot<> inner_block;
    plume::Rest rest;
    void render(plume::Render&) {}
  };
  struct note {
    std::string text;
    plume::Slot<> item;
    plume::Slot<std::pair<int, int>, column> pair;
    plume::Slot<> inner_block;
    void render(plume::Render&) {}
  };
  class safe {
   public:
    std::string label;
    void render(plume::Render&) {}

   private:
    std::string secret;
    plume::Slot<> hidden;
  };
  struct chip {
    plume::Required<plume::OneOf<"round", "square">> shape;
    void render(plume::Render&) {}
  };
  struct red_chip : chip {
    void render(plume::Render&) {}
  };
  struct Star : plume::LiveComponent {
    plume::Assign<int> hits{0};
    plume::Slot<> inner_block;
    void render(plume::Render&) override {}
  };
  struct LiveRow : plume::LiveComponent {
    plume::Assign<std::string> name;
    plume::Assign<std::vector<Row>> rows;
    std::shared_ptr<Row> shared;
    void (*function)() = nullptr;
    plume::Assign<std::string_view> view;
    std::optional<std::vector<const char*>> words;
    const Row* row = nullptr;
    plume::FormField field;
    plume::Slot<> inner_block;
    void render(plume::Render&) override {}
  };
  }  // namespace ui

  namespace app {
  enum class Mode { list, grid };
  struct Opaque {};
  class PageLive {
   public:
    plume::Assign<int> count{0};
    plume::Assign<std::string> title;
    plume::Assign<std::vector<ui::Row>> rows;
    plume::Assign<Mode> mode{Mode::list};
    plume::Assign<plume::ComponentOf<ui::chip>> chip{plume::ComponentOf<ui::chip>::of<ui::red_chip>()};
    std::unique_ptr<int> none;
    Opaque opaque;
    plume::Rest rest;
    std::map<std::string, ui::Row> by_name;
    std::function<std::string(int)> shown = [](int n) { return std::to_string(n); };
    plume::Assign<std::shared_ptr<ui::Row>> row;
    int twice(int n) { return 2 * n; }
    static std::string shout(const std::string& text) { return text + "!"; }
  };
  }  // namespace app
)cpp";

class CppErrors : public ::testing::TestWithParam<std::string> {
 protected:
  CppErrors() {
    fs::create_directories(folder_);
    write("page_live.h", components);
  }
  ~CppErrors() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  /// What the C++ compiler says about the template.
  std::string compile(const std::string& text) const {
    write("page_live.html.heex", text);
    return compile_file("page_live.html.heex");
  }
  /// What it says about a header, which may use what the page's has.
  std::string compile_header(const std::string& text) const {
    write(
        "inline.h",
        "#pragma once\n#include \"page_live.h\"\n#include \"plume/layout.h\"\n#include \"plume/live_view.h\"\n" + text);
    return compile_file("inline.h");
  }
  std::string compile_file(const std::string& name) const {
    const auto out = (folder_ / "page_live.cpp").string();
    std::ostringstream err;
    CompileCommand command{(folder_ / name).string(), out, "", false};
    command.include_directories = {PLUME_INCLUDE_DIR};
    if (!run(command, err, err)) return err.str();
    const bool clang = GetParam().find("clang") != std::string::npos;
    return output_of(GetParam() + " -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow " +
                     (clang ? "-ferror-limit=0" : "-fmax-errors=0") + " -isystem " PLUME_INCLUDE_DIR " '" + out + "'");
  }

  /// `line:column` of each error in `report`, which must all be in the template; others are shown with their file.
  static std::vector<std::string> places(const std::string& report) {
    std::vector<std::string> found;
    std::istringstream lines(report);
    for (std::string line; std::getline(lines, line);) {
      const auto error = line.find(": error: ");
      if (error == std::string::npos) continue;
      const auto place = line.substr(line.rfind('/', error) + 1, error - line.rfind('/', error) - 1);
      const auto file = std::string("page_live.html.heex:");
      found.push_back(place.starts_with(file) ? place.substr(file.size()) : place);
    }
    return found;
  }

  const fs::path folder_ = fs::path(::testing::TempDir()) / ("plume_cpp_errors_" + std::to_string(::getpid()));
};

TEST_P(CppErrors, NothingIsSaidOfARightTemplate) {
  EXPECT_EQ(compile(R"heex(
<h1 class={["big", @count > 1 && "many"]} id={"h" + std::to_string(@count)} {@rest}>{@title} {@twice(@count)}</h1>
<%= if (const auto n = @count; n > 3) { %>{n}<% } else if (@count) { %>{shout(@title)}<% } %>
<%= switch (@mode) { %>
  <% case Mode::list: %>list
  <% case Mode::grid: %>{@count}
<% } %>
<p :for={row <- @rows} :key={{row.id, 1}} :if={row.id != 2}>{row.name}<b :for={i <- 1..@count}>{i}</b></p>
<p :for={[row, i] <- plume::with_index(@rows)} style={["a:", i]}>{row.name}</p>
<%= for (const auto& row : @rows) { %><% const auto twice = row.id * 2; %>{twice}<% } %>
<.ui::badge label={@title} n={@count} hint="x" class/>
<ui.x/><.ui::table rows={@rows} id="t" phx-click={@title} {@rest}>
  <:col :let={row} label="Name">{row.name} <.ui::badge label={row.name}/></:col>
  <:col :let={ui::Row const& row} :for={other <- @rows} :if={other.id} label={other.name + "!"} wide>{row.id}{other.id}</:col>
  <:action :let={[[id, _], n]}>{id} {n}</:action>
</.ui::table>
<.ui::table rows={{{1, "a"}}}><:col label="x"/>content {@count}</.ui::table>
<.ui::table :for={[row, i] <- plume::with_index(@rows)} rows={@rows}>
  <:col :for={[other, at] <- plume::with_index(@rows)} :let={inner} label={row.name}>{other.id} {at} {i} {inner.id}</:col>
  <:action :let={[_, n]}><.ui::badge label={row.name} n={n + static_cast<int>(i)}/>{@count}</:action>
  {row.name} <%= if (i > 0) { %>{i}<.ui::table rows={@rows}><:col label={row.name}>{i}</:col></.ui::table><% } %>
</.ui::table>
<input value={@title} checked={@count > 0}><textarea>{@title}</textarea>
<.ui::chip shape="round"/><.ui::chip shape={@title}/><.dynamic is={@chip} shape={"square"}/>
<.live_component module={ui::LiveRow} id="l" name={@title} rows={@rows} shared={nullptr} function={nullptr}/>
<.live_component :for={row <- @rows} module={ui::LiveRow} id={row.id} name="n">{row.name}</.live_component>
)heex"),
            "");
}

TEST_P(CppErrors, NothingIsSaidOfConditionsAndNames) {
  EXPECT_EQ(compile(R"heex(
<p title={@count > 1 && "x"} id={@row && @row->name} class={["a", @row && @row->name, @count ? "b" : @title]}
   phx-click={@count && plume::JS().push("x")} hidden={@count && @row} lang={@count ? @title : nullptr}
   style={@count ? "a:b" : ""} data-x={@count ? 'c' : @count} dir={@title.empty() || @row}>
  {@count && "text"}{@count ? @title : 5}{@row ? @row->name : "none"}{@count ? (@row ? "a" : "b") : nullptr}
  {@count == 1 && Mode::list == @mode}{@mode == app::Mode::grid ? "grid" : "list"}{"n: " + @count + ", " + @title}
  {@by_name["a"].name}{@shown(@count)}{"(" + (@row && @row->name) + ")"}{@count || @row || "x"}
</p>
<%= for (const ui::Row& row : @rows) { %>{row.id ? row.name : nullptr}{@by_name[row.name].id}<% } %>
<.ui::badge label={"n: " + @count + ", " + @title} hint={@count && @title} n={@count ? 1 : 2} class={@count && @row}/>
<.ui::badge label={@row ? @row->name : "x"} hint={@row ? @row->name : nullptr}/>
<.ui::badge label="x" hint={@row && shout(@title)}/>
<.live_component module={ui::LiveRow} id="l" name="n" shared={@count ? @row : nullptr}/>
)heex"),
            "");
}

TEST_P(CppErrors, AreAtTheirPlaceInTheTemplate) {
  const auto report = compile(R"heex(<p>{@coutn} {@coutn + 1}</p>
<p a={unknown(1)}></p>
<.ui::bagde label="x"/>
<.ui::badge label="x" size={1}/>
<.ui::badge label={@none}/>
<.ui::badge n={1}/>
<.ui::badge label="x" phx-click="go"/>
<.ui::badge label="x" id="i"/>
<.ui::badge label="x" {@rest}/>
<.ui::table rows={@rows}><:col/></.ui::table>
<.ui::table rows={@rows}><:coll label="x"/><:col label="y"/></.ui::table>
<%= if (@count.nothing()) { %>x<% } %>
<p :for={row <- @rows}>{row.nothing}</p>
<% int x = "text"; %>
<.ui::chip shape="oval"/>
<.dynamic is={@chip}/>
<.dynamic is={@count} shape="round"/>
<.dynamic is={@chip} form="round"/>
)heex");
  const auto found = places(report);
  const bool clang = GetParam().find("clang") != std::string::npos;
  // Clang points at operators and names where GCC points at their operands.
  const std::vector<std::string> expected = {
      "1:6",                      // @coutn
      "2:7",                      // unknown
      "3:7",                      // bagde
      "4:23",                     // size
      "5:13",                     // @none is no string
      "6:3",                      // label is missing
      "7:23",                     // no rest
      "8:23",                     // no rest
      "9:23",                     // no rest
      "10:28",                    // label of the slot is missing
      "11:28",                    // coll
      clang ? "12:15" : "12:16",  // nothing
      "13:29",                    // nothing
      clang ? "14:8" : "14:12",   // "text"
      "15:12",                    // none of the words
      "16:3",                     // shape is missing
      "17:11",                    // no component
      "18:22",                    // form
  };
  EXPECT_THAT(found, ::testing::IsSupersetOf(expected)) << report;
  for (const auto& place : found) {
    const auto same_line = [&](const std::string& one) {
      return one.substr(0, one.find(':')) == place.substr(0, place.find(':'));
    };
    EXPECT_TRUE(std::any_of(expected.begin(), expected.end(), same_line)) << place << " is too much in\n" << report;
  }
  EXPECT_EQ(std::count_if(found.begin(), found.end(), [](auto& place) { return place.starts_with("1:"); }), 1)
      << report;
}

TEST_P(CppErrors, NothingIsSaidOfRightCallsOfBuiltInComponents) {
  EXPECT_EQ(compile(R"heex(
<.link navigate={@title} replace class={["a", @count > 1 && "b"]} rel="next">x</.link>
<.link href={plume::unchecked_url("app:x")} method="delete" csrf_token={false} download>x</.link>
<.form :let={f} for={{}} action={@title} method="put" id="f" novalidate><input name={f["a"].name} value={f["a"].value}>
  <.inputs_for :let={row} field={f["rows"]} default={plume::Array()}>{row.index} {row["n"].name}</.inputs_for>
</.form>
<.focus_wrap id="w">x</.focus_wrap>
<.portal id="p" target="body">x</.portal>
<.dynamic_tag tag_name={@title} name="n"/>
<.intersperse :let={row} enum={@rows}><:separator>,</:separator>{row.name}</.intersperse>
)heex"),
            "");
}

TEST_P(CppErrors, OfBuiltInComponentsAreAtTheirPlace) {
  const auto report = compile(R"heex(<.link/>
<.link size="1">x</.link>
<.link disabled>x</.link>
<.form>x</.form>
<.inputs_for field={@count}>x</.inputs_for>
<.focus_wrap>x</.focus_wrap>
<.portal id="p">x</.portal>
<.dynamic_tag>x</.dynamic_tag>
<.intersperse><:separator>,</:separator>x</.intersperse>
<.intersperse enum={@rows}>x</.intersperse>
)heex");
  std::vector<std::string> lines;
  for (const auto& place : places(report)) lines.push_back(place.substr(0, place.find(':')));
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  EXPECT_EQ(lines, (std::vector<std::string>{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"})) << report;
  EXPECT_NE(report.find("this component takes no attribute disabled: it has no such member, and does not include it"),
            std::string::npos)
      << report;
}

TEST_P(CppErrors, NameWhatIsMissing) {
  const auto report = compile("<.ui::badge n={1}/>");
  EXPECT_NE(report.find("a required attribute or slot of <.ui::badge> is not given"), std::string::npos) << report;
  EXPECT_NE(report.find("label"), std::string::npos) << report;
  const auto rest = compile("<.ui::badge label=\"x\" phx-click=\"go\"/>");
  EXPECT_NE(rest.find("this component takes no attribute phx-click: it has no plume::Rest rest"), std::string::npos)
      << rest;
}

struct Misuse {
  const char* text;
  const char* column;
  const char* message;  // what both compilers say
};

// Each on a line of its own (C1, C2, C4, C6, C7, C8, and `:let`); what Clang says of it, GCC says in other words.
const Misuse misuses[] = {
    {"<.ui::red_chip/>", "3", "plume: a required attribute or slot of <.ui::red_chip> is not given"},
    {"<.ui::note><:text>x</:text></.ui::note>", "14", "plume: text is no slot of this component, but an attribute"},
    {"<.ui::note><:text :for={i <- 1..2} label={i}/></.ui::note>", "14", "plume: text is no slot"},
    {"<.ui::badge label=\"x\"><:hint/></.ui::badge>", "25", "plume: hint is no slot"},
    {"<.live_component module={ui::LiveRow} id=\"x\"><:name>x</:name></.live_component>", "", "plume: name is no slot"},
    {"<.dynamic is={@chip}><:shape>x</:shape></.dynamic>", "24", "plume: shape is no slot"},
    {"<.ui::note item=\"x\"/>", "", "="},
    {"<.ui::note item={@title}/>", "12", "plume: the attribute item cannot be given a value of this type"},
    {"<.live_component module={ui::Star} id=\"x\" inner_block={1}/>", "43", "plume: the attribute inner_block cannot"},
    {"<.ui::note><:item :let={x}>{x}</:item></.ui::note>", "25",
     "plume: there is nothing for the :let of <:item>: the component gives it no argument"},
    {"<.ui::note><:item :let={[a, b]} :for={i <- 1..2}>{a}</:item></.ui::note>", "25",
     "plume: there is nothing for the"},
    {"<.ui::note :let={int x}>{x}</.ui::note>", "18", "plume: there is nothing for the :let of <.ui::note>"},
    {"<.live_component module={ui::Star} id=\"x\" :let={x}>{x}</.live_component>", "49",
     "plume: there is nothing for the :let of <.live_component>"},
    {"<.link href=\"/\" :let={x}>{x}</.link>", "23", "plume: there is nothing for the :let of <.link>"},
    {"<.ui::note><:pair label=\"x\" :let={[a, b, c]}>{a}</:pair></.ui::note>", "", "2 elements"},
    {"<.ui::note><:pair label=\"x\" :let={[[a, b], c]} :for={i <- 1..2}>{a}</:pair></.ui::note>", "", "int"},
    {"<.ui::note><:pair label={1} wide={\"no\"}/></.ui::note>", "19",
     "plume: the attribute label cannot be given a value of this type"},
    {"<.ui::note><:pair label=\"x\" wide={\"no\"}/></.ui::note>", "29", "plume: the attribute wide cannot be given"},
    {"<.ui::note><:pair label=\"x\" phx-click=\"go\"/></.ui::note>", "29",
     "plume: this slot takes no attribute phx-click: it has no plume::Rest rest"},
    {"<.ui::note><:pair label=\"x\" {@rest}/></.ui::note>", "29",
     "plume: this slot takes no spread attributes: it has no plume::Rest rest"},
    {"<.ui::note><:pair :if={@count}>x</:pair></.ui::note>", "14",
     "plume: a required attribute or slot of <:pair> is not given"},
    {"<.ui::note text={@count}/>", "12", "plume: the attribute text cannot be given a value of this type"},
    {"<.ui::note text/>", "12", "plume: the attribute text cannot be given a value of this type"},
    {"<.ui::note text={nullptr}/>", "12", "plume: the attribute text cannot be given a value of this type"},
    {"<.ui::badge label={1}/>", "13", "plume: the attribute label cannot be given a value of this type"},
    {"<.ui::badge label=\"x\" n/>", "23", "plume: the attribute n cannot be given a value of this type"},
    {"<.ui::badge label=\"x\" n={1.5}/>", "23", "plume: the attribute n cannot be given a value of this type"},
    {"<.ui::badge label=\"x\" class={\"no\"}/>", "23",
     "plume: the attribute class cannot be given a value of this type"},
    {"<.ui::badge label=\"x\" class=\"no\"/>", "", "bool"},
    {"<.ui::safe secret=\"x\"/>", "12", "private"},
    {"<.ui::safe><:hidden>x</:hidden></.ui::safe>", "14", "private"},
    {"<.ui::table rows={@rows} id={@opaque}><:col label=\"x\"/></.ui::table>", "",
     "plume: a value of this type cannot be written into a page"},
    {"<.ui::table rows={@rows} phx-click={@opaque}><:col label=\"x\"/></.ui::table>", "",
     "plume: a value of this type cannot be written into a page"},
    {"<.ui::table rows={@rows} {@count}><:col label=\"x\"/></.ui::table>", "",
     "plume: attributes are spread from a range of names and values"},
    {"<.live_component module={ui::Star} id={@opaque}/>", "",
     "plume: the id of a live component is a string or a number"},
    {"<.live_component module={ui::Star} id=\"x\" hits/>", "43", "plume: the attribute hits cannot be given a value"},
    {"<.dynamic is={@chip} shape={5}/>", "22", "plume: the attribute shape cannot be given a value of this type"},
    {"<.dynamic is={@chip} shape=\"round\" phx-click=\"x\"/>", "36",
     "plume: this component takes no attribute phx-click"},
    {"<.dynamic is={@chip} shape=\"round\">x</.dynamic>", "3", "inner_block"},
    {"<.form :let={f} for={{}}><.inputs_for :let={row} field={f}>{row.index}</.inputs_for></.form>", "50",
     "plume: the attribute field cannot be given a value of this type"},
    {"<.form :let={f} for={{}}><.inputs_for :let={row}>{row.index}</.inputs_for></.form>", "28",
     "plume: a required attribute or slot of <.inputs_for> is not given"},
    {"<.form :let={f} for={{}}><.inputs_for :let={int a} field={f[\"x\"]}>{a}</.inputs_for></.form>", "45",
     "plume: the :let of <.inputs_for> has another type than what the component gives"},
    {"<.form :let={f} for={{}}><.inputs_for :let={a} field={f[\"x\"]}>{a.nothing}</.inputs_for></.form>", "",
     "nothing"},
    {"<.form :let={f} for={{}}><.inputs_for :let={a} field={f[\"x\"]} class=\"x\">{a.id}</.inputs_for></.form>", "63",
     "plume: this component takes no attribute class: it has no such member and no plume::Rest rest"},
    {"<.form :let={f} for={{}}><.inputs_for field={f[\"x\"]} skip_hidden={\"no\"}>x</.inputs_for></.form>", "54",
     "plume: the attribute skip_hidden cannot be given a value of this type"},
    {"<.async_result assign={@count}>x</.async_result>", "", "async_result"},
    {"<.intersperse enum={@count}><:separator>,</:separator>x</.intersperse>", "", "intersperse"},
    {"<.ui::badge label=\"x\" size={1}/>", "23", "size"},
    {"<.ui::badge n={1}/>", "3", "plume: a required attribute or slot of <.ui::badge> is not given"},
    {"<.ui::badge label=\"x\" n=\"one\"/>", "", "string_view"},
    {"<.ui::badge label=\"x\" phx-click=\"go\"/>", "23",
     "plume: this component takes no attribute phx-click: it has no plume::Rest rest"},
    {"<.ui::badge label=\"x\">content</.ui::badge>", "3", "inner_block"},
    {"<.ui::table rows={@rows}/>", "3", "plume: a required attribute or slot of <.ui::table> is not given"},
    {"<.ui::table rows={@rows}><:col label=\"y\"/><:colour>z</:colour></.ui::table>", "45", "colour"},
    {"<.ui::table rows={@rows}><:col/></.ui::table>", "28",
     "plume: a required attribute or slot of <:col> is not given"},
    {"<.ui::table rows={@rows}><:col label=\"y\" narrow/></.ui::table>", "42", "narrow"},
    {"<.ui::table rows={@rows}><:col label={@none}/></.ui::table>", "", "="},
    {"<.ui::table rows={@rows}><:col label=\"y\" :let={std::string row}>{row}</:col></.ui::table>", "48",
     "plume: the :let of <:col> has another type than what the component gives"},
    {"<.ui::table rows={@rows}><:col label=\"y\" :let={[a, b, c]}>{a}</:col></.ui::table>", "", "2 elements"},
    {"<.ui::nothing/>", "7", "nothing"},
    {"<.ui::chip shape=\"oval\"/>", "12",
     "plume: the attribute shape cannot be oval: it is none of the words of its plume::OneOf"},
    {"<.ui::table rows={{{1, \"a\"}}}/>", "3", "plume: a required attribute or slot of <.ui::table> is not given"},
    {"<.ui::badge label=\"x\" {@rest}/>", "23",
     "plume: this component takes no spread attributes: it has no plume::Rest rest"},
    {"<.live_component module={ui::Star} id=\"2\" size={1}/>", "43", "size"},
    {"<.live_component module={ui::Star} id=\"3\" hits=\"many\"/>", "", "="},
    {"<.live_component module={ui::Star} id=\"4\"><:tail>x</:tail></.live_component>", "45", "tail"},
    {"<.live_component module={ui::LiveRow} id=\"a\" view={@title}/>", "46",
     "plume: the attribute view of a live component must own its data"},
    {"<.live_component module={ui::LiveRow} id=\"b\" words={std::nullopt}/>", "46",
     "plume: the attribute words of a live component must own its data"},
    {"<.live_component module={ui::LiveRow} id=\"c\" row={nullptr}/>", "46",
     "plume: the attribute row of a live component must own its data"},
    {"<.live_component module={ui::LiveRow} id=\"d\" field={plume::FormField()}/>", "46",
     "plume: the attribute field of a live component must own its data"},
    {"<.live_component module={ui::LiveRow} id=\"e\" nam=\"x\"/>", "46", "nam"},
    {"<.live_component module={ui::LiveRow} id=\"f\" class=\"x\"/>", "46",
     "plume: this component takes no attribute class: it has no such member and no plume::Rest rest"},
    {"<.live_component module={ui::badge} id=\"g\"/>", "",
     "plume: module={…} of a live_component names a class derived from plume::LiveComponent"},
};

TEST_P(CppErrors, OfComponentsAreReadableAtTheTemplatesLine) {
  std::string text;
  for (const auto& misuse : misuses) text += std::string(misuse.text) + "\n";
  const auto report = compile(text);
  for (const auto& place : places(report))
    EXPECT_EQ(place.find_first_not_of("0123456789:"), std::string::npos) << place;
  int number = 0;
  for (const auto& misuse : misuses) {
    const auto line = "page_live.html.heex:" + std::to_string(++number) + ":";
    std::istringstream lines(report);
    bool error = false, message = false;
    for (std::string one; std::getline(lines, one);) {
      if (one.find(line) == std::string::npos) continue;
      error |= one.find(line + misuse.column) != std::string::npos && one.find(": error: ") != std::string::npos;
      message |= one.find(misuse.message) != std::string::npos;
    }
    EXPECT_TRUE(error && message) << misuse.text << "\n" << report;
  }
}

TEST_P(CppErrors, AComponentIsFoundBehindWhatHasItsName) {
  EXPECT_EQ(compile_header(R"cpp(
              namespace kit {
              struct label {
                plume::Required<plume::Slot<>> inner_block;
                void render(plume::Render&) {}
              };
              struct field {
                plume::Required<std::string_view> label;
                PLUME_HEEX(R"heex(<div>
        <.label>{@label}</.label>
        <.::kit::label>{@label}</.::kit::label>
        <p :for={label <- 1..2}><.label>{label}</.label></p>
      </div>)heex")
              };
              class FieldLive : public plume::LiveView {
                void label() {}
                PLUME_HEEX(R"heex(<.label>x</.label><.field label="x"/>)heex")
              };
              }  // namespace kit
            )cpp"),
            "");
}

TEST_P(CppErrors, LiveActionIsKnownInViewsAndLayouts) {
  EXPECT_EQ(compile_header(R"cpp(
              class ItemLive : public plume::LiveView {
                PLUME_HEEX(R"heex(<p :if={@live_action == "new"} class={[@live_action]}>{@live_action}</p>)heex")
              };
              struct ItemLayout : plume::LayoutOf<ItemLive> {
                PLUME_HEEX(R"heex(<p :if={@live_action == "new"}>{@live_action}</p>{@inner_content})heex")
              };
              struct item_part {
                plume::Required<std::optional<std::string>> live_action;
                PLUME_HEEX(R"heex(<p>{@live_action}</p>)heex")
              };
            )cpp"),
            "");
}

TEST_P(CppErrors, OnlyStreamsStandInAStreamsElement) {
  const auto page = [](const std::string& collection) {
    return R"cpp(
#include "plume/stream.h"
             struct Song {
               int id;
               std::string text;
             };
             class SongsLive : public plume::LiveView {
              public:
               plume::Stream<Song> songs;
               plume::Assign<std::vector<std::pair<std::string, Song>>> list;
        PLUME_HEEX(R"heex(<ul id="s" phx-update="stream">
  <li id="none">None yet</li>
  <li :for={[id, song] <- )cpp" +
           collection + R"cpp(} id={id}>{song.text}</li>
</ul>)heex")
                              }
                              ;
    )cpp";
  };
  EXPECT_EQ(compile_header(page("@songs")), "");
  EXPECT_NE(compile_header(page("@list")).find("plume: phx-update=\"stream\" is for a plume::Stream, and this is none"),
            std::string::npos);
}

// Where one mistake is followed by others, of the generated file or of the library.
TEST_P(CppErrors, TheFirstIsAtTheTemplatesLine) {
  for (const auto* one : {"<.ui::badge label=\"x\" hint={5}/>", "<.live_component module={ui::Stra} id=\"x\"/>",
                          "<.async_result>x</.async_result>"}) {
    const auto report = compile("\n" + std::string(one));
    ASSERT_FALSE(places(report).empty()) << one;
    EXPECT_EQ(places(report)[0].substr(0, 2), "2:") << report;
  }
}

// Values that cannot be written, wherever they stand (3.2, 3.5, A5, `:key`).
TEST_P(CppErrors, OfValuesThatCannotBeWrittenAreAtTheirLine) {
  const std::string_view refused[] = {
      "<p>{@opaque}</p>",
      "<p>{@rows}</p>",
      "<p>{@none}</p>",
      "<p title={@opaque}></p>",
      "<p title={\"a\" + @opaque}></p>",
      "<p phx-click={@rows}></p>",
      "<p class={@opaque}></p>",
      "<p class={[\"a\", @opaque]}></p>",
      "<p class={[\"a\", @count && @opaque]}></p>",
      "<p class={[\"a\", @opaque && \"b\"]}></p>",
      "<p style={@opaque}></p>",
      "<p {@opaque}></p>",
      "<p {@count}></p>",
      "<p id={@count}></p>",
      "<p id={@opaque}></p>",
      "<p :for={row <- @rows} :key={row}></p>",
      "<p :for={row <- @rows} :key={{row.id, @opaque}}></p>",
      "<p :for={row <- @opaque}></p>",
      "<p :if={@opaque}></p>",
      "<input value={@opaque}>",
      "<input {@opaque}>",
      "<textarea>{@opaque}</textarea>",
      "<.ui::note><:item>{@opaque}</:item></.ui::note>",
      "<p>{plume::render_slot(@title)}</p>",
  };
  std::string text;
  for (const auto one : refused) text.append(one) += '\n';
  const auto report = compile(text);
  std::set<std::string> lines;
  for (const auto& place : places(report)) {
    EXPECT_EQ(place.find_first_not_of("0123456789:"), std::string::npos) << place << '\n' << report;
    lines.insert(place.substr(0, place.find(':')));
  }
  for (std::size_t i = 0; i < std::size(refused); ++i)
    EXPECT_TRUE(lines.contains(std::to_string(i + 1))) << refused[i] << '\n' << report;
  EXPECT_NE(report.find("plume: a value of this type cannot be written into a page: make it a string"),
            std::string::npos);
  EXPECT_NE(report.find("plume: a DOM id must not be a number"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(By, CppErrors, ::testing::ValuesIn(compilers()),
                         [](const auto& row) { return std::string(row.index == 0 ? "TheCompiler" : "Clang"); });

}  // namespace
}  // namespace plume::compiler
