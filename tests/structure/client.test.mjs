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
    disconnect() { this.isDisconnected = true; }
    redirect(to) { (this.redirects ??= []).push(to); }
  }
  const window = Object.defineProperties({ addEventListener() {}, location: { href: "http://h/page?a=1" } },
                                         Object.getOwnPropertyDescriptors(page));
  const document = { currentScript: { dataset }, querySelector: () => ({ content: "token" }), createElement: () => ({ style: {}, setAttribute() {} }),
                     documentElement: { append: (...elements) => window.shown?.push(...elements) } };
  vm.runInNewContext(source, { window, document, URL, clearTimeout, LiveView: { LiveSocket }, Phoenix: {} });
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

// A tab: what its pages share, and what each of them is made of.
function tab({ hasStorage, name = "" }) {
  const items = new Map();
  const storage = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
  const tab = { name };
  tab.load = () => {
    tab.shown = [];
    tab.listeners = [];
    const page = { shown: tab.shown, addEventListener: (event, listener) => tab.listeners.push([event, listener]) };
    for (const kind of ["localStorage", "sessionStorage"])
      Object.defineProperty(page, kind, { enumerable: true, get() { if (!hasStorage) throw new Error("denied"); return storage; } });
    Object.defineProperty(page, "name", { get: () => tab.name, set: (text) => { tab.name = text; } });
    return clientOf(page);
  };
  return tab;
}

for (const hasStorage of [true, false]) {
  test(`a page whose joins are stale is loaded again three times, ${hasStorage ? "with" : "without"} storage`, () => {
    const browser = tab({ hasStorage, name: "shop" });
    for (let load = 0; load < 3; ++load) {
      const client = browser.load();
      client.redirect("http://h/page?a=1");
      assert.deepEqual(client.redirects, ["http://h/page?a=1"]);
      assert.equal(client.isDisconnected, undefined);
    }
    const last = browser.load();
    last.redirect("/page?a=1");
    assert.equal(last.redirects, undefined);
    assert.equal(last.isDisconnected, true);
    assert.match(browser.shown[0].textContent, /keeps no cookies/);

    for (const [event, listener] of browser.listeners) if (event === "phx:page-loading-stop") listener();
    assert.equal(browser.name, "shop");
    const joined = browser.load();
    joined.redirect("/page?a=1");
    assert.equal(joined.redirects.length, 1, "a join ends the count");
  });
}

test("redirects to other pages are not counted", () => {
  const client = tab({ hasStorage: true }).load();
  for (let i = 0; i < 10; ++i) client.redirect("/other");
  assert.equal(client.redirects.length, 10);
});
