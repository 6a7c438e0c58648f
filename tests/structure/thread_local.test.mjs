// Memory that outlives a call without being passed: what belongs to a thread, and static objects that change. While such
// memory is in use, code of the application must not run that may come to use it again: a template renders other views,
// a handler asks another endpoint, a thread that blocks gives its loop away. `Lent` (src/base/lent.h) is memory of a
// thread that cannot be used twice at once. Whatever else there is stands here, with the reason why it is safe.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const ofThreads = {
  "src/base/lent.h: kept": "the memory that Lent lends: taken out while it is in use",
  "src/base/script_name.h: current_": "set by ScriptNameScope only, which puts the outer one back",
  "include/plume/assign.h: current_epoch": "set by EpochScope only, which puts the outer one back",
  "src/runtime/shard.cpp: current_loop": "null during a run(); loops begin in threads that run nothing else",
  "src/http/connection.cpp: buffer": "of a loop's thread: nothing that a run() calls reads from a connection in that thread",
  "src/http/websocket_deflate.cpp: deflater": "calls nothing of the application; what it gives is written before the next use",
  "src/http/websocket_deflate.cpp: inflater": "calls nothing of the application; what it gives is copied before it is passed on",
  "include/plume/stream.h: written_streams": "set by a scope object, StreamScope",
  "src/render/template_trail.cpp: trail": "is told from another one by its exception; destroys an exception after its own change",
};

// Other static objects that change. They are for all threads.
const ofAllThreads = {
  "src/channel/socket.cpp: last": "atomic",
  "src/runtime/shard.cpp: last": "atomic",
  "src/view/temporary_file.cpp: last": "atomic",
  "src/runtime/run_group.h: full_groups": "atomic",
  "src/view/observer.cpp: telemetry": "has no handlers",
  "src/view/nesting.cpp: all": "under a mutex, which is not held while anything is called",
  "src/testing/page_checks.cpp: checks": "settings of a test",
  "src/base/log.cpp: lowest_level": "atomic",
  "src/base/log.cpp: line_format": "atomic",
  "src/base/log_output.cpp: sink_mutex": "a mutex",
  "src/base/log_output.cpp: own_sink": "under the mutex",
  "src/render/key_hash.h: key_hash_bits": "changed by tests only, before they render",
};

function* filesIn(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesIn(path);
    else if (/\.(h|cpp)$/.test(entry.name)) yield path;
  }
}
const files = [...filesIn("src"), ...filesIn("include")];
const lines = (path) => readFileSync(join(root, path), "utf8").split("\n").map((line) => line.replace(/\/\/.*/, ""));
const nameOf = (declaration) => /(\w+)\s*(?:=.*|\{.*\}|\(.*\))?;\s*$/.exec(declaration)?.[1] ?? declaration.trim();

// The declarations that match, as "path: name".
const found = (matches) => files.flatMap((path) => lines(path).filter(matches).map((line) => `${path}: ${nameOf(line)}`));
const difference = (a, b) => [...new Set(a)].filter((one) => !b.includes(one));

test("memory of threads is lent, or known to be safe", () => {
  const all = found((line) => /\bthread_local\b/.test(line));
  assert.deepEqual(difference(all, Object.keys(ofThreads)), [], "new thread_local memory: use Lent, or give the reason here");
  assert.deepEqual(difference(Object.keys(ofThreads), all), [], "is not there any more");
});

test("static objects that change are known to be safe", () => {
  const atColumnOne = /^(?!\s)(static |inline )?[\w:<>, *]+ \w+( = [^(]*|\{[^}]*\})?;$/;
  const within = /^\s+static [\w:<>, *]+ [*&]?\w+( =.*|\{.*\})?;$/;
  const isNone = /\b(const|constexpr|thread_local|using|namespace|typedef|return|struct|class|concept|friend|template|enum|extern)\b/;
  const all = found((line) => (atColumnOne.test(line) || within.test(line)) && !isNone.test(line));
  assert.deepEqual(difference(all, Object.keys(ofAllThreads)), [], "new static objects that change: give the reason here");
  assert.deepEqual(difference(Object.keys(ofAllThreads), all), [], "is not there any more");
});

// What clients choose must not decide where it lies in a table of the standard library, whose hash is known.
test("tables of texts are hashed with the secret of the process", () => {
  const known = ["src/http/long_polls.h", "src/testing/patch.cpp"]; // ids of the server, a test's own page
  const plain = /std::hash<std::(string|string_view)>|unordered_(multi)?(map|set)<(std::)?(pmr::)?(string|string_view)\b(?!.*TextHash)/;
  const wrong = files.filter((path) => !known.includes(path)).flatMap((path) =>
    lines(path).filter((line) => plain.test(line)).map((line) => `${path}: ${line.trim()}`));
  assert.deepEqual(wrong, []);
});

// XXH3 without the secret is for what is the same in every process: names of files by their content.
test("XXH3 is used with the secret of the process", () => {
  const wrong = files.filter((path) => !["src/base/hash.cpp", "src/base/asset_file.cpp"].includes(path))
    .filter((path) => lines(path).some((line) => /XXH/.test(line)));
  assert.deepEqual(wrong, []);
});
