// assets/app.js, which starts the official client.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import vm from "node:vm";

const source = readFileSync(join(import.meta.dirname, "../../assets/app.js"), "utf8");

// The client that a page gets: its options, and the socket under it.
function clientOf(page = {}, dataset = {}) {
  class LiveSocket {
    constructor(path, socket, options) {
      this.path = path;
      this.options = options;
      this.socket = { longPollFallbackMs: options.longPollFallbackMs, primaryPassedHealthCheck: false };
    }
    connect() {}
  }
  const window = { addEventListener() {}, ...page };
  const document = { currentScript: { dataset }, querySelector: () => ({ content: "token" }), createElement: () => ({ style: {} }) };
  vm.runInNewContext(source, { window, document, LiveView: { LiveSocket }, Phoenix: {} });
  return window.liveSocket;
}

const optionsOf = (page) => clientOf(page).options;

test("clients that a restart cut off return at different times", () => {
  const { reconnectAfterMs, rejoinAfterMs } = optionsOf();
  for (const [waits, tries, least, most] of [
    [reconnectAfterMs, 1, 25, 75],
    [reconnectAfterMs, 50, 2500, 7500],
    [rejoinAfterMs, 1, 500, 1500],
    [rejoinAfterMs, 50, 5000, 15000],
  ]) {
    const seen = Array.from({ length: 200 }, () => waits(tries));
    assert.ok(Math.min(...seen) >= least && Math.max(...seen) <= most, `${tries}: ${seen}`);
    assert.ok(Math.max(...seen) - Math.min(...seen) > (most - least) / 2, `try ${tries} is hardly spread`);
  }
});

test("a page falls back to long-polling, but not over a restart where a WebSocket worked before", () => {
  const { options, socket } = clientOf();
  assert.equal(options.longPollFallbackMs, 2500);
  options.reconnectAfterMs(1);
  assert.equal(socket.longPollFallbackMs, 2500);
  socket.primaryPassedHealthCheck = true;
  options.reconnectAfterMs(1);
  assert.equal(socket.longPollFallbackMs, null);
  options.reconnectAfterMs(11);
  assert.equal(socket.longPollFallbackMs, null);
  options.reconnectAfterMs(12);
  assert.equal(socket.longPollFallbackMs, 2500);
  assert.equal(optionsOf({ PlumeOptions: { longPollFallbackMs: null } }).longPollFallbackMs, null);
});

test("the token of the page goes with every join, beside the parameters of the page", () => {
  assert.deepEqual({ ...optionsOf().params({}) }, { _csrf_token: "token" });
  assert.deepEqual({ ...optionsOf({ PlumeOptions: { params: { a: 1 } } }).params({}) }, { _csrf_token: "token", a: 1 });
  assert.equal(optionsOf({ PlumeHooks: { Chart: 1 } }).hooks.Chart, 1);
});

test("the socket is below the path of the server", () => {
  assert.equal(clientOf().path, "/live");
  assert.equal(clientOf({}, { scriptName: "/shop" }).path, "/shop/live");
});
