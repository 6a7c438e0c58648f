// How soon a page is connected: what it loads before, and when its socket opens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, useSite } from "./browser.mjs";
import { shows } from "./gallery.mjs";

const site = useSite("navigation", { env: { SECRET_KEY_BASE: "connecting-under-test-".repeat(4) } });

/** A page of which `page.requested` lists the paths of its requests, and `page.sockets` its WebSockets. */
async function open(t, path, { script, ...options } = {}) {
  const context = await site.context(t, options);
  const requested = [], sockets = [];
  context.on("request", (request) => requested.push(new URL(request.url()).pathname));
  context.on("page", (opened) => opened.on("websocket", (socket) => sockets.push(socket.url())));
  if (script) await context.addInitScript(script);
  const page = await site.page(t, path, { context });
  return Object.assign(page, { requested, sockets });
}
const ofHooks = (page) => page.requested.filter((path) => path.includes("/colocated/"));

test("a page without hooks loads no file of hooks", async (t) => {
  const page = await open(t, "/hooks");
  await page.click("#count");
  await shows(page, "#count", "1");
  assert.deepEqual(ofHooks(page), []);
});

test("a page with a hook loads one file, before it connects", async (t) => {
  const page = await open(t, "/hooks/yes");
  await shows(page, "#log", "mounted.told.");
  assert.equal(ofHooks(page).length, 1);
  assert.match(ofHooks(page)[0], /^\/assets\/colocated\/index-[0-9a-f]+\.js$/);
});

test("a hook that a patch brings is mounted once its file is there, and misses no event of the server", async (t) => {
  const page = await open(t, "/hooks");
  await page.click("#show");
  await shows(page, "#log", "mounted.told.");
  await page.click("#count");
  await shows(page, "#log", "mounted.told.1.");
  assert.deepEqual(ofHooks(page), ["/assets/colocated/index.js"]);
});

test("so is one to which the page navigates", async (t) => {
  const page = await open(t, "/hooks");
  await page.click("#go");
  await shows(page, "h1", "Shown");
  await shows(page, "#log", "mounted.told.");
  assert.equal(ofHooks(page).length, 1);
});

test("an unknown hook is told of once those of the templates are loaded", async (t) => {
  const context = await site.context(t);
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  await page.goto("/hooks");
  await connected(page);
  await page.evaluate(() => {
    const element = document.createElement("p");
    element.id = "unknown";
    element.setAttribute("phx-hook", "Nobody");
    window.liveSocket.main.el.append(element);
    window.liveSocket.main.execNewMounted();
  });
  while (!errors.some((text) => text.includes('unknown hook found for "Nobody"'))) await page.waitForEvent("console");
});

test("the socket opens before the client is evaluated, and is the only one", async (t) => {
  const page = await open(t, "/hooks", {
    script: () => {
      const Native = window.WebSocket;
      window.WebSocket = class extends Native {
        constructor(...of) {
          super(...of);
          (window.clientsThen ??= []).push(typeof window.LiveView);
        }
      };
    },
  });
  assert.deepEqual(await page.evaluate(() => window.clientsThen), ["undefined"]);
  assert.equal(page.sockets.length, 1);
  assert.equal(await page.evaluate(() => window.liveSocket.socket.transport === window.WebSocket), true);
});

for (const [what, script] of [
  ["an object", () => { window.PlumeOptions = { params: { zone: "Europe/Berlin & more" } }; }],
  ["a function", () => { window.PlumeOptions = { params: () => ({ zone: "here" }) }; }],
  ["an object in an object", () => { window.PlumeOptions = { params: { zone: { name: "here" } } }; }],
])
  test(`a page with parameters connects: ${what}`, async (t) => {
    const page = await open(t, "/hooks", { script });
    await page.click("#count");
    await shows(page, "#count", "1");
    assert.equal(page.sockets.length, 1);
  });

test("the page connects where the early socket fails", async (t) => {
  const page = await open(t, "/hooks", {
    script: () => {
      const Native = window.WebSocket;
      window.WebSocket = class extends Native {
        constructor(...of) {
          super(...of);
          if (!window.first) (window.first = this).close();
        }
      };
    },
  });
  await page.click("#count");
  await shows(page, "#count", "1");
});
