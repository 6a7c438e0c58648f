// All measures of docs/design.md, printed as ratios of one run.
//   node bench/run.mjs --build DIR [--quick] [--json FILE]
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { median, timesToConnect } from "./connecting.mjs";
import { LongPollVisitor } from "./long_poll.mjs";

const { values: options } = parseArgs({
  options: { build: { type: "string" }, quick: { type: "boolean", default: false }, json: { type: "string" } },
});
if (!options.build) {
  console.error("usage: node bench/run.mjs --build DIR [--quick] [--json FILE]");
  process.exit(2);
}
const build = resolve(options.build);
const root = resolve(import.meta.dirname, "..");
const secs = options.quick ? "2" : "5";
const figures = [];

// A program of the build folder that says where it listens.
async function serve(name, args = []) {
  const child = spawn(program(name), args, { stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  const port = await new Promise((found, failed) => {
    child.stdout.on("data", (bytes) => {
      text += bytes;
      const match = text.match(/listening on https?:\/\/[^:]+:(\d+)/);
      if (match) found(match[1]);
    });
    child.on("exit", (code) => failed(new Error(`${name} ended with ${code} before it listened`)));
  });
  const stopped = new Promise((done) => child.on("exit", done));
  return { pid: child.pid, port, async stop() { child.kill("SIGKILL"); await stopped; } };
}

const program = (name) => (isAbsolute(name) ? name : join(build, "bin", name));

async function load(server, args) {
  const child = spawn(program("plume_load"), ["--port", server.port, "--pid", String(server.pid), ...args]);
  let text = "", errors = "";
  child.stdout.on("data", (bytes) => (text += bytes));
  child.stderr.on("data", (bytes) => (errors += bytes));
  const code = await new Promise((done) => child.on("exit", done));
  if (code !== 0) throw new Error(`plume_load ${args.join(" ")}: exit ${code} ${errors}${text}`);
  return JSON.parse(text);
}

async function withServer(name, args, body) {
  const server = await serve(name, args);
  try {
    return await body(server);
  } finally {
    await server.stop();
  }
}

const plume = (body) => withServer("plume_bench_server", ["--port", "0"], body);
const number = (x) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2));

// `bar`: what must hold now; `goal`: where it must end. Both in `unit`; `more`: more is better.
function figure(name, what, value, unit, bar, goal, more = false) {
  const holds = bar === undefined ? undefined : more ? value >= bar : value <= bar;
  figures.push({ name, what, value, unit, bar, goal, holds });
  const verdict = holds === undefined ? "    " : holds ? "ok  " : "MISS";
  const bars = bar === undefined ? "" : `  bar ${more ? "≥" : "≤"} ${bar}, goal ${goal}`;
  console.log(`${verdict} ${what}: ${number(value)} ${unit}${bars}`);
}

async function eventsPerCpuSecond() {
  const rounds = [];
  for (let round = 0; round < (options.quick ? 1 : 3); ++round) {
    const echo = await withServer("plume_echo", ["0"], (server) => load(server, ["--echo", "--secs", secs]));
    const ours = await plume((server) => load(server, ["--secs", secs]));
    rounds.push({ ratio: ours.events_per_cpu_s / echo.events_per_cpu_s, ours, echo });
  }
  rounds.sort((a, b) => a.ratio - b.ratio);
  const median = rounds[Math.floor(rounds.length / 2)];
  figure("events_vs_echo", "events per CPU second, beside a bare epoll echo", median.ratio, "×", 0.6, 0.85, true);
  figure("events_per_cpu_s", "counter events per second of the server's CPU time", median.ours.events_per_cpu_s, "/s");
  figure("events_per_s", "counter events per second, 100 connections", median.ours.events_per_s, "/s");
  figure("reply_bytes", "bytes of a counter reply", median.ours.reply_bytes, "B");
  figure("join_bytes", "bytes of a counter join reply", median.ours.join_bytes, "B");
  figure("event_p99", "p99 of a counter event, 100 connections at full load", median.ours.p99_us / 1000, "ms");
}

const cpuSecondsOf = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

// An event by long-polling is two requests with their headers and cookies.
async function longPolling() {
  await plume(async (server) => {
    const visitors = Array.from({ length: 50 }, () => new LongPollVisitor(server.port, "/counter"));
    await Promise.all(visitors.map((visitor) => visitor.join()));
    const cpu = cpuSecondsOf(server.pid), end = performance.now() + Number(secs) * 1000;
    let events = 0;
    await Promise.all(visitors.map(async (visitor) => {
      for (; performance.now() < end; ++events) await visitor.event("inc");
    }));
    const perCpuSecond = events / (cpuSecondsOf(server.pid) - cpu);
    visitors.forEach((visitor) => visitor.leave());
    const socket = figures.find(({ name }) => name === "events_per_cpu_s").value;
    figure("long_poll_vs_websocket", "events per CPU second by long-polling, beside those by WebSocket", perCpuSecond / socket, "×");
  });
}

async function memory() {
  const conns = options.quick ? "2000" : "5000";
  const idle = await plume((server) => load(server, ["--conns", conns, "--idle"]));
  figure("kib_per_view", `private memory per connected idle view (${conns} views)`, idle.kib_per_view, "KiB", 6, 3);
  figure("joins_per_s", "joins per second", idle.joins_per_s, "/s");
}

async function allocations() {
  await plume(async (server) => {
    const count = async () => Number(await (await fetch(`http://localhost:${server.port}/allocations`)).text());
    const before = await count();
    const run = await load(server, ["--conns", "10", "--secs", "2"]);
    const between = await count();
    await load(server, ["--conns", "10", "--secs", "0"]);  // what connecting and joining alone allocates
    const after = await count();
    const perEvent = (between - before - (after - between)) / run.events;
    figure("allocations_per_event", "allocations in a steady-state event, decode to encode", Math.max(0, perEvent), "per event");
  });
}

async function blocked() {
  const milliseconds = options.quick ? 3000 : 10000;
  for (const [blockers, name, bound] of [[64, "blocked_p99", 10], [2000, "blocked_2000_p99", 20]]) {
    const run = await plume((server) =>
      load(server, ["--path", "/block", "--conns", String(blockers + 64), "--first", String(blockers), "--secs", String(milliseconds / 1000),
        "--first-event", `{"type":"click","event":"block","value":{"ms":${milliseconds + 2000}}}`]));
    figure(name, `p99 of 64 views while ${blockers.toLocaleString("en")} others block`, run.p99_us / 1000, "ms", 5 * bound, bound);
  }
}

async function broadcast() {
  const run = await plume((server) => load(server, ["--path", "/broadcast", "--conns", "5001", "--shout", "--secs", secs]));
  figure("broadcast_vs_reference", "broadcast to 5,000 views, beside the reference's 18,500 pushes/s", run.pushes_per_s / 18500, "×", 6, 9, true);
}

// Views that have shown 1,000 rows, and then show 10.
async function hibernation() {
  const conns = 200;
  await plume(async (server) => {
    const heap = async () => Number(await (await fetch(`http://localhost:${server.port}/heap`)).text());
    const none = await heap();
    const event = '{"type":"click","event":"few","value":{}}';
    const idle = load(server, ["--path", "/table", "--conns", String(conns), "--first", String(conns), "--first-event", event, "--secs", "4"]);
    const seen = [];
    for (let done = false; !done;) {
      seen.push(await heap());
      done = await Promise.race([idle.then(() => true), new Promise((next) => setTimeout(() => next(false), 100))]);
    }
    const perView = (bytes) => (bytes - none) / conns / 1024;
    // The driver ends its connections with the last sample or two.
    const asleep = Math.min(...seen.slice(-8, -2));
    figure("kib_of_long_table", "heap of a view of 1,000 rows, its rows included", perView(Math.max(...seen)), "KiB");
    figure("kib_hibernating", "heap of that view once it shows 10, and hibernates", perView(asleep), "KiB");
  });
}

// What follows a deploy, or a cut of the network, where clients do not spread their return.
async function storm() {
  const conns = options.quick ? 2000 : 10000;
  const run = await plume((server) => load(server, ["--conns", String(conns), "--idle", "--storm"]));
  figure("storm_failed", `joins that fail when ${conns} clients come back at once`, run.storm_failed, "joins", 0, 0);
  figure("storm_vs_reference", "joins per second then, beside the reference's 1,100", run.storm_joins_per_s / 1100, "×", 1, 5, true);
}

async function pages() {
  for (const [path, event] of [["/table", "tenth"], ["/table", "swap"]]) {
    const run = await plume((server) =>
      load(server, ["--path", path, "--conns", "20", "--secs", "2", "--event", `{"type":"click","event":"${event}","value":{}}`]));
    figure(`table_${event}_per_s`, `updates of 1,000 rows (${event}) per second`, run.events_per_s, "/s");
    figure(`table_${event}_bytes`, `bytes of such a reply`, run.reply_bytes, "B");
  }
  const form = await plume((server) =>
    load(server, ["--path", "/form", "--secs", "2", "--event",
      '{"type":"form","event":"validate","value":"user%5Bname%5D=Al&user%5Bmail%5D=al","meta":{"_target":"user[mail]"},"uploads":{}}']));
  figure("form_per_s", "form validations per second", form.events_per_s, "/s");
}

function rendering() {
  const args = ["--benchmark_format=json", `--benchmark_min_time=${options.quick ? 0.2 : 0.5}`, "--benchmark_repetitions=5",
    "--benchmark_report_aggregates_only=true"];
  const text = execFileSync(program("plume_render_bench"), args, { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" });
  const result = JSON.parse(text.replace(/: NaN/g, ": null"));  // the variation of a counter that is always 0
  const benchmark = (name) => result.benchmarks.find((b) => b.name === `${name}_median`);
  const time = (name) => benchmark(name).cpu_time;
  const anchor = time("fmt_3000_values");
  figure("tenth_keyed", "update of every tenth of 1,000 keyed rows, beside fmt formatting 3,000 values", time("update_every_tenth<true>") / anchor, "×", 4, 1.5);
  figure("tenth_unkeyed", "the same, unkeyed", time("update_every_tenth<false>") / anchor, "×", 4, 1.5);
  figure("keyed_swap", "keyed swap among 1,000 rows, beside the same", time("keyed_swap") / anchor, "×", 4, 1.5);
  figure("unchanged_100", "diff of an unchanged template with 100 dynamics", time("unchanged_100_dynamics") / 1000, "µs", 1, 0.2);
  const renders = result.benchmarks.filter((b) => b.name.endsWith("_median") && b.allocations !== undefined);
  figure("render_allocations", "allocations in a steady-state render", Math.max(...renders.map((b) => b.allocations)), "per render", 0, 0);
  figure("dead_render", "HTML of 1,000 rows, beside the same", time("dead_render_1000_rows") / anchor, "×");
  const compress = benchmark("compress_join_1000_rows");
  figure("compressed_bytes", "bytes of a join of 1,000 rows with permessage-deflate, beside those without", compress.ratio, "×");
  figure("compress_time", "time to compress it, beside rendering it", compress.cpu_time / time("join_1000_rows"), "×");
  components(benchmark);
}

// The length of "rendered" in the reference's join reply for bench::ItemsLive (render_pages.h). Its recordings of the
// pages comp-* show how it is written: the slot of a call is the number of its component; components stand in "c", the
// first of a class with its statics as an array, the others with "s": its number; the view's own statics are in "p".
// (Written so, comp-update-many has the 714 bytes that were recorded.)
function referenceJoin() {
  const keyed = { kc: 200 }, c = {};
  for (let i = 1; i <= 200; ++i) {
    keyed[i - 1] = { 0: i };
    c[i] = { 0: `${i}`, 1: ` phx-target="${i}"`, 2: `row label ${i}`, 3: "0", s: 1 };
  }
  Object.assign(c[1], { s: ['<li id="row-', '" phx-click="click"', ">", " <b>", "</b></li>"], r: 1 });
  return JSON.stringify({ 0: { k: keyed, s: 0 }, s: 1, r: 1, p: { 0: ["", ""], 1: ["<ul>", "</ul>"] }, c }).length;
}

function components(benchmark) {
  const [join, event] = [benchmark("join_200_components"), benchmark("event_of_1_of_200_components")];
  const full = benchmark("html_of_200_components").cpu_time;
  figure("component_event", "all of a page of 200 live components, beside the diff of an event of one", full / event.cpu_time, "×", 50, 100, true);
  figure("component_event_bytes", "bytes of such a diff", event.bytes, "B");
  figure("component_join_bytes", "bytes of the join of that page, beside the reference's", (join.bytes + 1) / referenceJoin(), "×", 1, 1);
  figure("component_calls", "calls of these components where nothing changed for them, beside all of the page",
    benchmark("call_of_200_unchanged_components").cpu_time / full, "×");
}

// The same view, in Plume's document and in one that does with the client's files what one does without Plume.
async function connecting() {
  await plume(async (server) => {
    const urls = ["counter", "bare"].map((page) => `http://localhost:${server.port}/${page}`);
    const pairs = await timesToConnect(urls, options.quick ? 15 : 41);
    figure("connected_ms", "from navigation to connected in Chromium", median(pairs.map(([ours]) => ours)), "ms");
    figure("connected_vs_bare", "that, beside a bare page with the npm client's own files",
      median(pairs.map(([ours, bare]) => ours / bare)), "×", 1.1, 0.8);
  });
}

// CPU time of a command, which other work on the machine changes little.
function cpuSeconds(command) {
  const text = execFileSync("bash", ["-c", `TIMEFORMAT='%U %S'; { time ${command} 2>/dev/null; } 2>&1`], { encoding: "utf8" });
  return text.trim().split(/\s+/).reduce((sum, part) => sum + Number(part), 0);
}

// One page as an application has it, compiled at -O0 and without a cache.
function compileTime() {
  const dir = mkdtempSync(join(tmpdir(), "plume-bench-"));
  try {
    const page = join(dir, "page.h");
    writeFileSync(page, readFileSync(join(root, "bench/pages.h"), "utf8").split("struct Row")[0] + "}  // namespace bench\n");
    const generated = join(dir, "page.heex.cpp");
    execFileSync(join(build, "compiler", "plume"), ["compile", "--output", generated, page]);
    const times = [];
    const compile = `g++ -std=c++20 -O0 -I${join(root, "include")} -c ${generated} -o ${join(dir, "page.o")}`;
    for (let i = 0; i < 5; ++i) times.push(cpuSeconds(compile));
    figure("page_compile", "a page's translation unit, -O0, no cache, CPU time", Math.min(...times), "s", 1.5, 1.0);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const quiet = (program, args, env = {}) =>
  execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } });

async function pageOf(program) {
  const server = await serve(program, ["--port", "0"]);
  try {
    return await (await fetch(`http://localhost:${server.port}/`)).text();
  } finally {
    await server.stop();
  }
}

// An application as its author has it: beside an installed Plume, in a debug build; a word of its template changes.
async function edit() {
  const dir = mkdtempSync(join(tmpdir(), "plume-bench-"));
  try {
    const app = join(dir, "app"), binary = join(dir, "build"), source = join(app, "main.cpp");
    cpSync(join(root, "examples/hello"), app, { recursive: true });
    quiet("cmake", ["--install", build, "--prefix", join(dir, "prefix")]);
    quiet("cmake", ["-S", app, "-B", binary, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", `-DCMAKE_PREFIX_PATH=${join(dir, "prefix")}`]);
    quiet("cmake", ["--build", binary]);
    const text = readFileSync(source, "utf8");
    const times = [];
    for (let i = 0; i < 3; ++i) {
      writeFileSync(source, text.replace("<h1>", `<h1>Edit ${i} `));
      const begin = performance.now();
      quiet("cmake", ["--build", binary]);
      const page = await pageOf(join(binary, "hello"));
      if (!page.includes(`<h1>Edit ${i} `)) throw new Error(`the page does not show edit ${i}: ${page}`);
      times.push((performance.now() - begin) / 1000);
    }
    figure("edit_to_page", "edit of a template until a running server shows it", Math.min(...times), "s", 5, 0.3);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

// All that a fresh clone builds for its tests, without a cache.
function cleanBuild() {
  if (options.quick) return;
  const dir = mkdtempSync(join(tmpdir(), "plume-bench-"));
  try {
    const begin = performance.now();
    quiet("cmake", ["-S", root, "-B", dir, "--preset", "dev"]);
    quiet("cmake", ["--build", dir], { CCACHE_DISABLE: "1" });
    figure("clean_build", "clean build of everything with tests", (performance.now() - begin) / 60_000, "min", 10, 5);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const parts = [rendering, compileTime, edit, eventsPerCpuSecond, longPolling, memory, allocations, pages, blocked, broadcast, storm, hibernation, connecting, cleanBuild];
for (const part of parts) await part();
if (options.json) writeFileSync(options.json, JSON.stringify(Object.fromEntries(figures.map((f) => [f.name, f])), null, 1) + "\n");
const missed = figures.filter((f) => f.holds === false);
console.log(missed.length ? `${missed.length} bars missed: ${missed.map((f) => f.name).join(", ")}` : "every bar holds");
process.exit(missed.length ? 1 : 0);
