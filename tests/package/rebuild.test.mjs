// What a build notices by itself: the first template in a file, and views that have none.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { folder, install, run } from "./installed.mjs";

const project = join(folder, "rebuild");
const binary = join(project, "build");
const write = (name, text) => writeFileSync(join(project, name), text);
const build = () => run("ninja", ["-C", binary]);
const output = () => run(join(binary, "rebuilt"), []);

before(async () => {
  const prefix = await install("rebuild-prefix");
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  write("CMakeLists.txt", `cmake_minimum_required(VERSION 3.25)
project(rebuilt LANGUAGES CXX)
find_package(plume 0.1 REQUIRED)
add_executable(rebuilt main.cpp part.cpp)
target_link_libraries(rebuilt PRIVATE plume::testing)
plume_add_templates(rebuilt)
`);
  write("main.cpp", `#include <iostream>
#include <plume/live_view.h>
#include <plume/testing/render_component.h>
#include "late.h"
#include "sketched_live.h"
std::string part();
int main() {
  plume::view::view_type<SketchedLive>(nullptr);
  std::cout << late::text() << part() << std::endl;
}
`);
  write("late.h", `#pragma once
#include <string>
struct late {
  static std::string text() { return "no template, "; }
};
`);
  write("part.cpp", `#include <string>
std::string part() { return "no part"; }
`);
  write("sketched_live.h", `#pragma once
#include <plume/live_view.h>
struct sketch {
  int n = 4 / 2; PLUME_HEEX(R"heex(<p>{@n}</p>)heex")
};
class SketchedLive : public plume::LiveView {
  void mount(const plume::Params&, const plume::Session&) override { render_with(sketch{}); }
};
`);
  await run("cmake", ["-S", project, "-B", binary, "-G", "Ninja", `-DCMAKE_PREFIX_PATH=${prefix}`, "-DCMAKE_BUILD_TYPE=Debug"]);
});

test("a view that only uses render_with links, and a template behind a slash is found", { timeout: 300_000 }, async () => {
  assert.doesNotMatch(await build(), /has no template/);
  assert.equal(await output(), "no template, no part\n");
});

test("the first template in a header and in a source file", { timeout: 300_000 }, async () => {
  write("late.h", `#pragma once
#include <plume/testing/render_component.h>
struct late {
  int n = 7;
  static std::string text() { return plume::testing::render_component<late>() + ", "; }
  PLUME_HEEX(R"heex(<b>{@n}</b>)heex")
};
`);
  write("part.cpp", `#include <plume/testing/render_component.h>
namespace {
struct piece {
  PLUME_HEEX(R"heex(<i>part</i>)heex")
};
}  // namespace
std::string part() { return plume::testing::render_component<piece>(); }
`);
  await build();
  assert.equal(await output(), "<b>7</b>, <i>part</i>\n");
});

test("the linker says what a view without a template needs", { timeout: 300_000 }, async () => {
  write("sketched_live.h", `#pragma once
#include <plume/live_view.h>
class SketchedLive : public plume::LiveView {};
`);
  assert.match(await build(), /SketchedLive has no template: put PLUME_HEEX into the class, or a sketched_live\.html\.heex/);
});
