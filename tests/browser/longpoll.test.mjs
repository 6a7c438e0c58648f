// Pages that can have no WebSocket: by long-polling they do the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, disconnected } from "./browser.mjs";
import { shows, useGallery } from "./gallery.mjs";

const site = useGallery();
const expectedErrors = [/WebSocket connection to .* failed/, /ERR_CONNECTION_REFUSED/, /ERR_EMPTY_RESPONSE/, /ERR_CONNECTION_RESET/];

const increase = "[aria-label=Increase]";
const transport = (page) => page.evaluate(() => window.liveSocket.socket.transport === WebSocket ? "websocket" : "longpoll");

// A profile behind something that lets no WebSocket through: it ends each before it opens.
async function behindProxy(t) {
  const context = await site.context(t);
  await context.addInitScript(() => {
    window.WebSocket = class extends EventTarget {
      constructor() {
        super();
        this.readyState = WebSocket.CONNECTING;
        setTimeout(() => {
          this.readyState = WebSocket.CLOSED;
          this.onerror?.(new Event("error"));
          this.onclose?.(new CloseEvent("close", { code: 1006 }));
        });
      }
      close() {}
      static CONNECTING = 0;
      static CLOSED = 3;
    };
  });
  return context;
}

const open = async (t, path) => site.page(t, path, { context: await behindProxy(t), expectedErrors });

test("events go and changes come", async (t) => {
  const page = await open(t, "/counter");
  assert.equal(await transport(page), "longpoll");
  for (let count = 1; count <= 5; ++count) {
    await page.click(increase);
    await shows(page, "output", count);
  }
});

test("what the server sends by itself comes, too", async (t) => {
  const page = await open(t, "/clock");
  const time = await page.textContent("main time, main output");
  await page.waitForFunction((before) => document.querySelector("main time, main output").textContent !== before, time);
});

test("a form is validated and sent", async (t) => {
  const page = await open(t, "/form");
  await page.fill("#user_name", "Grace");
  await page.fill("#user_email", "grace@example.org");
  await page.fill("#user_password", "1234567");
  await shows(page, "#about-password", "3 characters to go.");
  await page.fill("#user_password", "1234567890");
  await page.check("#user_terms");
  await page.click("button[type=submit]");
  await shows(page, ".success h2", "Welcome, Grace!");
});

test("links between pages keep the document and the session", async (t) => {
  const page = await open(t, "/");
  await page.evaluate(() => { window.sameDocument = true; });
  for (const name of ["Counter", "Search", "Monitor"]) {
    await page.click(`nav >> text=${name}`);
    await shows(page, "h1", name);
  }
  await page.goBack();
  await shows(page, "h1", "Search");
  await page.fill("#query", "Oslo");
  await page.waitForFunction(() => document.querySelectorAll("#found li").length === 1);
  assert.ok(await page.evaluate(() => window.sameDocument));
});

test("the tab remembers, and tries no WebSocket when it loads again", async (t) => {
  const page = await open(t, "/counter");
  const remembered = () => page.evaluate(() => sessionStorage.getItem("phx:fallback:LongPoll"));
  assert.equal(await remembered(), "true");
  await page.reload();
  await connected(page);
  await page.click(increase);
  await shows(page, "output", 1);
});

for (const signal of ["SIGKILL", "SIGTERM"]) {
  test(`the server restarts by ${signal}: what was typed comes back`, async (t) => {
    const page = await open(t, "/form");
    await page.fill("#user_name", "Grace");
    await page.fill("#user_password", "1234567");
    await shows(page, "#about-password", "3 characters to go.");
    await site.server.stop(signal);
    await disconnected(page);
    await site.server.start();
    await connected(page);
    await shows(page, "#about-password", "3 characters to go.");
    assert.equal(await page.inputValue("#user_name"), "Grace");
    await page.fill("#user_password", "12345678");
    await shows(page, "#about-password", "2 characters to go.");
  });
}

test("a WebSocket that worked is not given up over a restart", async (t) => {
  const page = await site.page(t, "/counter", { expectedErrors });
  await page.waitForFunction(() => window.liveSocket.socket.primaryPassedHealthCheck);
  await site.server.stop("SIGKILL");
  await disconnected(page);
  await page.waitForFunction(() => window.liveSocket.socket.reconnectTimer.tries >= 3);
  await site.server.start();
  await connected(page);
  assert.equal(await transport(page), "websocket");
  await page.click(increase);
  await shows(page, "output", 1);
});

test("a file is sent", async (t) => {
  const page = await open(t, "/album");
  const png = Buffer.concat([Buffer.from("iVBORw0KGgo=", "base64"), Buffer.alloc(150_000, 7)]);
  await page.setInputFiles("#album input[type=file]", [{ name: "polled.png", mimeType: "image/png", buffer: png }]);
  await page.waitForSelector("#album li");
  await page.click("text=Add to the album");
  await page.waitForSelector(".pictures img[alt='polled.png']");
  const served = await fetch(new URL(await page.getAttribute(".pictures img", "src"), site.server.url));
  assert.deepEqual(Buffer.from(await served.arrayBuffer()), png);
});
