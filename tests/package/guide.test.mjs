// docs/guide.md: what a reader who follows it to the letter gets. Every block of it is a file or commands.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root, Server } from "../support/server.mjs";
import { folder, install, run } from "./installed.mjs";

const place = join(folder, "guide");

/** [{language, file, text}] of the fenced blocks of a Markdown text. */
function blocksOf(markdown) {
  return [...markdown.matchAll(/^```(\S*) ?(.*)\n([^]*?)^```$/gm)].map(([, language, file, text]) => ({ language, file, text }));
}

/** A program of the guide is started, asked for its first page, and ended. */
async function serves(program) {
  const server = await new Server(join(place, program)).start();
  try {
    const response = await fetch(`${server.url}/`);
    assert.equal(response.status, 200, program);
    assert.match(await response.text(), /<h1>(To do|Log in)<\/h1>/);
  } finally {
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
  }
}

async function follow({ language, file, text }, prefix) {
  if (file) return writeFileSync(join(place, file), text);
  assert.equal(language, "sh", `a block is neither a file nor commands:\n${text}`);
  for (const command of text.trim().split("\n")) {
    if (command.startsWith("./")) await serves(command);
    else await run("sh", ["-c", command], { cwd: place, env: { CMAKE_PREFIX_PATH: prefix } });
  }
}

test("the guide works as it is written", { timeout: 900_000 }, async () => {
  const prefix = await install("guide_prefix");
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const blocks = blocksOf(readFileSync(join(root, "docs/guide.md"), "utf8"));
  assert.ok(blocks.filter(({ language }) => language === "sh").length >= 3);
  for (const block of blocks) await follow(block, prefix);
});
