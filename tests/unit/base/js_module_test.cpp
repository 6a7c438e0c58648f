// Which modules may stand in a function, and what they become.
#include "base/js_module.h"

#include <gtest/gtest.h>

#include <string>

namespace plume {
namespace {

/// The code within the function; "own file" if there is none.
std::string inside(std::string_view module) {
  const auto expression = module_expression(module);
  if (!expression) return "own file";
  const std::string begin = "(() => {\n", end = "})()";
  EXPECT_TRUE(expression->code.starts_with(begin) && expression->code.ends_with(end)) << expression->code;
  return expression->code.substr(begin.size(), expression->code.size() - begin.size() - end.size());
}
constexpr std::string_view returned = "\nreturn plume_default;\n";

TEST(JsModule, TheDefaultExportIsTheValue) {
  EXPECT_EQ(inside("export default { mounted() {} }"),
            "const plume_default = { mounted() {} }" + std::string(returned));
  EXPECT_EQ(inside("const a = 1\nexport  default\na // the end"),
            "const a = 1\nconst plume_default =\na // the end" + std::string(returned));
  EXPECT_EQ(inside("export default async () => {}"), "const plume_default = async () => {}" + std::string(returned));
  EXPECT_EQ(inside("run()"), "run()\n");
  EXPECT_FALSE(module_expression("run()")->has_default);
  EXPECT_TRUE(module_expression("export default 1")->has_default);
}

TEST(JsModule, DeclarationsStayDeclarations) {
  EXPECT_EQ(inside("export default function shelf() {}"), "function shelf() {}\nreturn shelf;\n");
  EXPECT_EQ(inside("export default async function shelf() {}"), "async function shelf() {}\nreturn shelf;\n");
  EXPECT_EQ(inside("export default class Map extends Hook {}"), "class Map extends Hook {}\nreturn Map;\n");
  EXPECT_EQ(inside("export default class extends Hook {}"),
            "class plume_default extends Hook {}" + std::string(returned));
  EXPECT_EQ(inside("export default function () {}"), "function plume_default () {}" + std::string(returned));
  EXPECT_EQ(inside("export default function* () {}"), "function* plume_default () {}" + std::string(returned));
  EXPECT_EQ(inside("export default function* all() {}"), "function* all() {}\nreturn all;\n");
  EXPECT_EQ(inside("export default async function () {}"),
            "async function plume_default () {}" + std::string(returned));
}

TEST(JsModule, WhatAFunctionCannotHoldStaysAFile) {
  for (const auto module : {
           "import x from '/x.js'; export default x",
           "export default () => import('/x.js')",
           "export default import.meta.url",
           "export const a = 1; export default a",
           "const a = 1; export {a as default}",
           "export * from '/x.js'",
           "export default 1; export default 2",
           "const a = await fetch('/a'); export default a",
           "export default await 1",
           "const f = () => { await 1 }",
           "async function f() {} { await 1 }",
       })
    EXPECT_EQ(inside(module), "own file") << module;
}

TEST(JsModule, AsyncFunctionsMayAwait) {
  for (const auto module : {
           "export default { async mounted() { await this.ask() } }",
           "export default { async *all() { for await (const a of b) { await c } } }",
           "const f = async (x) => { await x }; export default f",
           "const f = async x => { await x }; export default f",
           "async function f(a, b = (1)) { if (a) { await b } } export default f",
           "export default { async \"two words\"() { await 1 }, async #own() { await 1 } }",
           "export default { async mounted() { setTimeout(async () => { await 1 }) } }",
       })
    EXPECT_NE(inside(module), "own file") << module;
}

TEST(JsModule, WordsInTextsAndCommentsAreNone) {
  for (const auto module : {
           "// export default 1\nexport default 2",
           "/* import x */ export default 2",
           "const a = 'import', b = \"it's \\\" export\"; export default a",
           "const a = `export ${ `import ${ {a: '}'}.a }` } import`; export default a",
           "export default /[/'\"`]import{/g",
           "const a = b / c, d = e / 'import'.length; export default a",
           "if (a) /'/.test(a); export default 1",
           "const a = (1 + 2) / 3, c = \"'\"; export default a",
           "a.import(); b.export = 1; export default a.await",
           "return_ / 2; export default x.return / 2",
       })
    EXPECT_NE(inside(module), "own file") << module;
}

TEST(JsModule, WhatIsNotUnderstoodStaysAFile) {
  for (const auto module : {
           "export default {",
           "export default )",
           "export default (]",
           "export default 'open",
           "export default `open",
           "export default `${open",
           "export default /open",
           "/* open",
           "export default a++ / 2",
           "export default {} / 2",
           "\\u0069mport('x')",
           "#!/usr/bin/env node",
           "export",
           "export default",
       })
    EXPECT_EQ(inside(module), "own file") << module;
}

}  // namespace
}  // namespace plume
