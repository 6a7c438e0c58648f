// Property test of the diff engine: random changes of random templates are merged by the official client's own code, and
// what it then shows must be what a fresh render gives. So for views with live components, whose client reports the ones
// that are gone, sooner or later.
//
// All of it runs a second time with hashes of four bits for keys and component ids: what differs must be told apart where
// its hashes meet.
//
// PLUME_PROPERTY_SEED=N replays a seed, PLUME_PROPERTY_STEPS=N takes that many steps of each template.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { buildFolder } from "../support/server.mjs";
import { Client, idle, idleComponent } from "./client.mjs";

const seed = process.env.PLUME_PROPERTY_SEED ?? String(Math.floor(Math.random() * 1e9));
const steps = process.env.PLUME_PROPERTY_STEPS ?? "800";
const fewestSteps = 50_000;
const hashes = [{ said: "", env: process.env }, { said: ", hashes that meet", env: { ...process.env, PLUME_KEY_HASH_BITS: "4" } }];

for (const { said, env } of hashes) test(`the client shows what a fresh render gives${said} (seed ${seed})`, { timeout: 300_000 }, async () => {
  const program = spawn(join(buildFolder, "bin/property_steps"), ["--seed", seed, "--steps", steps], { stdio: ["ignore", "pipe", "inherit"], env });
  const ended = once(program, "exit");
  let client, template, controls, step, taken = 0;
  for await (const line of createInterface({ input: program.stdout })) {
    const { template: name, controls: has, join, diff, html } = JSON.parse(line);
    if (name !== undefined) [template, controls, step] = [name, has, 0];
    const replay = `property_steps --seed ${seed} --steps ${steps} --template ${template}, step ${step}`;
    if (join) {
      client = new Client(join);
    } else {
      const found = !controls && idle(diff, client.tree);
      assert.ok(!found, `${replay}: the diff repeats ${found}: ${line}`);
      client.merge(diff);
    }
    assert.equal(client.html(), html, replay);
    ++step;
    ++taken;
  }
  const [code] = await ended;
  assert.equal(code, 0, "property_steps found a diff that was not needed; it says which above");
  if (!process.env.PLUME_PROPERTY_STEPS) assert.ok(taken >= fewestSteps, `only ${taken} steps`);
});

// mulberry32
function random(from) {
  let state = from | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

// live_steps of one template: answers a command by an object.
class LiveSteps {
  constructor(template, env) {
    this.program = spawn(join(buildFolder, "bin/live_steps"), ["--seed", seed, "--template", template], { stdio: ["pipe", "pipe", "inherit"], env });
    this.program.stdin.on("error", () => {}); // it has ended, and said why
    this.ended = once(this.program, "exit");
    this.lines = createInterface({ input: this.program.stdout })[Symbol.asyncIterator]();
  }

  async ask(...command) {
    if (command.length) this.program.stdin.write(`${command.join(" ")}\n`);
    const { value, done } = await this.lines.next();
    assert.ok(!done, "live_steps has ended");
    return JSON.parse(value);
  }

  async close() {
    this.program.stdin.end();
    const [code] = await this.ended;
    assert.equal(code, 0, "live_steps found a diff that was not needed; it says which above");
  }
}

const targets = (html) => html.replaceAll(/ phx-target="[^"]*"/g, ""); // a fresh render numbers its components anew

async function liveSteps(view, template, count) {
  const below = random(Number(seed));
  const { join: joined, html: first, controls } = await view.ask();
  const client = new Client(joined);
  assert.equal(targets(client.html()), targets(first), `live_steps --seed ${seed} --template ${template}, join`);
  let reported = [];
  for (let step = 1; step <= count; ++step) {
    const replay = `live_steps --seed ${seed} --template ${template}, step ${step}`;
    const { diff, html } = await view.ask("step");
    const found = !controls && (idle(diff, client.tree) ?? idleComponent(diff, client.tree));
    assert.ok(!found, `${replay}: the diff repeats ${found}: ${JSON.stringify(diff)}`);
    client.merge(diff);
    assert.equal(targets(client.html()), targets(html), replay);

    // Both steps of the client's report, with other messages before, between and after.
    const gone = client.gone();
    if (reported.length && below(2)) {
      const missing = reported.filter((cid) => gone.includes(cid));
      const { cids } = await view.ask("destroyed", ...missing);
      assert.ok(cids.every((cid) => missing.includes(cid)), replay);
      client.forget(cids);
      reported = [];
    } else if (!reported.length && gone.length && below(2)) {
      reported = gone;
      assert.deepEqual(await view.ask("will_destroy", ...reported), {}, replay);
    }
  }
}

const templates = readFileSync(join(buildFolder, "tests/property/live_steps/random_list.h"), "utf8").match(/Random\d+/g);
const liveCount = Number(process.env.PLUME_PROPERTY_STEPS ?? 800);

for (const { said, env } of hashes) for (const template of templates)
  test(`so with live components${said}: ${template} (seed ${seed})`, { timeout: 300_000 }, async () => {
    const view = new LiveSteps(template, env);
    try {
      await liveSteps(view, template, liveCount);
    } finally {
      await view.close();
    }
  });
