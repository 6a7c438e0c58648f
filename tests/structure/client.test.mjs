// assets/app.js, which starts the official client, and plume_socket.js, which runs before it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import vm from "node:vm";

const [source, early] = ["app.js", "plume_socket.js"].map((name) => readFileSync(join(import.meta.dirname, "../../assets", name), "utf8"));

// The client that a page gets: its options, and the socket under it.
function clientOf(page = {}, dataset = {}, globals = {}) {
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
  vm.runInNewContext(source, { window, document, URL, Event, queueMicrotask, clearTimeout, LiveView: { LiveSocket }, Phoenix: {}, ...globals });
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
  assert.deepEqual({ ...clientOf({ PlumeOptions: { params: { a: 1 } } }).socket.params() }, { _csrf_token: "token" }, "of the URL");
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

// The URL of the WebSocket that a page opens early; undefined if it opens none.
function earlyUrl({ readyState = "loading", views = 1, token = "to+ken", remembered = null, page = {}, dataset = {}, protocol = "http:" } = {}) {
  class WebSocket { constructor(url) { this.url = url; } }
  const window = { WebSocket, ...page };
  const document = {
    readyState,
    currentScript: { dataset },
    querySelector: (selector) => (selector.startsWith("meta") ? token && { content: token } : views ? {} : null),
  };
  vm.runInNewContext(early, { window, document, WebSocket, sessionStorage: { getItem: () => remembered }, location: { protocol, host: "h:1" } });
  return window.PlumeEarlySocket?.socket.url;
}

test("a live page opens the socket that the client will ask for", () => {
  assert.equal(earlyUrl(), "ws://h:1/live/websocket?_csrf_token=to%2Bken&vsn=2.0.0");
  assert.equal(earlyUrl({ protocol: "https:", dataset: { scriptName: "/shop" } }), "wss://h:1/shop/live/websocket?_csrf_token=to%2Bken&vsn=2.0.0");
  assert.equal(earlyUrl({ readyState: "interactive" }), earlyUrl());
  assert.equal(earlyUrl({ views: 0 }), earlyUrl(), "the views come later");
});

test("no socket is opened early that the client would not use", () => {
  assert.equal(earlyUrl({ readyState: "interactive", views: 0 }), undefined);
  assert.equal(earlyUrl({ token: null }), undefined);
  assert.equal(earlyUrl({ remembered: "true" }), undefined, "the page stays with long-polling");
  assert.equal(earlyUrl({ page: { WebSocket: undefined } }), undefined);
  assert.equal(earlyUrl({ page: { PlumeEarlySocket: null } }), undefined, "the client is there already");
});

// What the client gets from its first transport, where an early socket in this state was opened for this URL.
function firstSocket(readyState, url = "ws://h/live") {
  class WebSocket { static OPEN = 1; constructor(opened) { this.url = opened; this.readyState = 0; } }
  const events = [];
  const socket = { readyState, close: () => events.push("closed"), dispatchEvent: (event) => events.push(event.type) };
  const client = clientOf({ PlumeEarlySocket: { url: "ws://h/live", socket } }, {}, { WebSocket });
  const first = new client.options.transport(url);
  return { isEarly: first === socket, events, isRestored: client.socket.transport === WebSocket, first };
}

test("the first connection is the early socket, if it is of use", async () => {
  const connecting = firstSocket(0);
  assert.equal(connecting.isEarly, true);
  assert.equal(connecting.isRestored, true, "later connections are made by the client");
  assert.deepEqual(connecting.events, []);

  const open = firstSocket(1);
  assert.equal(open.isEarly, true);
  assert.deepEqual(open.events, [], "the client listens first");
  await Promise.resolve();
  assert.deepEqual(open.events, ["open"]);

  for (const unfit of [firstSocket(3), firstSocket(1, "ws://h/live?another")]) {
    assert.equal(unfit.isEarly, false);
    assert.deepEqual(unfit.events, ["closed"]);
    assert.equal(unfit.isRestored, true);
  }
  assert.equal("transport" in optionsOf(), false);
});
