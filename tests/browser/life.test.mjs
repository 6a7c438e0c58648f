// Pages through navigation, reloads, crashes and deploys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, disconnected, withoutScript } from "./browser.mjs";
import { paths, shows, useGallery } from "./gallery.mjs";

const site = useGallery();
// What a browser prints while no server is there.
const expectedErrors = [/WebSocket connection to .* failed/, /ERR_CONNECTION_REFUSED/];

const increase = "[aria-label=Increase]";
const path = (page) => new URL(page.url()).pathname;

async function fillForm(page) {
  await page.fill("#user_name", "Grace");
  await page.fill("#user_email", "grace@");
  await page.fill("#user_password", "1234567");
  await page.check("#user_terms");
  await shows(page, "#about-password", "3 characters to go.");
}

async function formIsBack(page) {
  await connected(page);
  await shows(page, "#about-password", "3 characters to go.");
  await shows(page, "#about-email", "This does not look like an e-mail address.");
  assert.deepEqual(await page.$$eval("#sign-up input:not([type=hidden])", (inputs) =>
    inputs.map((input) => (input.type === "checkbox" ? input.checked : input.value))), ["Grace", "grace@", "1234567", true]);
}

test("every page loads and reloads without an error", async (t) => {
  for (const at of paths) {
    const page = await site.page(t, at);
    await page.reload();
    await connected(page);
    assert.equal(path(page), at);
    await page.close();
  }
});

test("a reload mounts anew", async (t) => {
  const page = await site.page(t, "/counter");
  await page.click(increase);
  await shows(page, "output", 1);
  await page.reload();
  await connected(page);
  await shows(page, "output", 0);
  await page.click(increase);
  await shows(page, "output", 1);
});

test("links between pages keep the document and the connection; back and forward too", async (t) => {
  const page = await site.page(t, "/");
  await page.evaluate(() => { window.sameDocument = true; });
  for (const name of ["Counter", "Search", "Monitor"]) {
    await page.click(`nav >> text=${name}`);
    await shows(page, "h1", name);
    await shows(page, "nav [aria-current]", name);
    await page.waitForFunction((title) => document.title === title, `${name} · Plume`);
  }
  await page.goBack();
  await shows(page, "h1", "Search");
  await page.goBack();
  await shows(page, "h1", "Counter");
  assert.equal(path(page), "/counter");
  await page.click(increase);
  await shows(page, "output", 1);
  await page.goForward();
  await shows(page, "h1", "Search");
  await page.fill("#query", "Oslo");
  await page.waitForFunction(() => document.querySelectorAll("#found li").length === 1);
  assert.ok(await page.evaluate(() => window.sameDocument));
});

test("a crash of the server: the page says so, comes back, and goes on", async (t) => {
  const page = await site.page(t, "/counter", { expectedErrors });
  const notice = page.locator(".connection-lost");
  await page.click(increase);
  await shows(page, "output", 1);
  assert.ok(await notice.isHidden());
  await site.server.stop("SIGKILL");
  await disconnected(page);
  await notice.waitFor({ state: "visible" });
  await site.server.start();
  await connected(page);
  await notice.waitFor({ state: "hidden" });
  await shows(page, "output", 0);
  await page.click(increase);
  await shows(page, "output", 1);
});

test("a crash of the server: what was typed comes back", async (t) => {
  const page = await site.page(t, "/form", { expectedErrors });
  await fillForm(page);
  await site.server.restart("SIGKILL");
  await formIsBack(page);
  await page.fill("#user_email", "grace@example.org");
  await page.fill("#user_password", "1234567890");
  await page.click("button[type=submit]");
  await shows(page, ".success h2", "Welcome, Grace!");
});

test("a crash of the server: the lines of a nested form come back as they were typed", async (t) => {
  const page = await site.page(t, "/order", { expectedErrors });
  const values = () => page.$$eval(".cell input", (inputs) => inputs.map((input) => input.value));
  await page.click("text=Add a line");
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 3);
  await page.fill("#order_lines_2_item", "Paper");
  await page.fill("#order_lines_2_quantity", "many");
  await page.waitForSelector(".row:nth-of-type(3) .error");
  await page.click(".row:nth-of-type(1) [aria-label=Remove]");
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 2);
  const typed = ["Ink", "1", "4.25", "Paper", "many", "0"];
  assert.deepEqual(await values(), typed);
  await page.fill("#order_customer", "Grace");
  // Leaving the field sends what its debounce holds back: sent after the recovery, it would say that the inputs which
  // the recovery made anew are not used yet, and take their errors away.
  await page.locator("#order_customer").blur();
  await page.waitForFunction(() => !document.querySelector(".phx-change-loading"));
  await site.server.restart("SIGKILL");
  await connected(page);
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 2);
  await shows(page, ".row:nth-of-type(2) .error", "is not a whole number");
  assert.deepEqual(await values(), typed);
  assert.equal(await page.inputValue("#order_customer"), "Grace");
  await page.fill("#order_lines_2_quantity", "3");
  await page.fill("#order_lines_2_price", "1");
  await shows(page, ".total output", "7.25");
});

test("a deploy: the server drains and ends well, pages move to the new one", async (t) => {
  const context = await site.context(t);
  const form = await site.page(t, "/form", { context, expectedErrors });
  const search = await site.page(t, "/search", { context, expectedErrors });
  const chat = await site.page(t, "/chat/lobby", { context, expectedErrors });
  await fillForm(form);
  await search.fill("#query", "Lisbon");
  await search.waitForFunction(() => document.querySelectorAll("#found li").length === 1);
  await chat.fill("[name=text]", "half a sentence");

  assert.deepEqual(await site.server.stop("SIGTERM"), { code: 0, signal: null });
  await site.server.start();
  await formIsBack(form);
  await connected(search);
  await search.waitForFunction(() => document.querySelectorAll("#found li").length === 1);
  await connected(chat);
  assert.equal(await chat.inputValue("[name=text]"), "half a sentence");
  await chat.press("[name=text]", "Enter");
  await shows(chat, ".messages li:last-child .message-text", "half a sentence");
});

test("without JavaScript every page shows what it has", async (t) => {
  const context = await site.context(t, withoutScript);
  const open = async (at) => {
    const page = await site.page(t, at, { context, javaScriptEnabled: false });
    await page.waitForSelector(".notice");
    return page;
  };
  const expected = {
    "/": "Only what changed on the page travels back",
    "/counter": "How it works",
    "/clock": String(new Date().getFullYear()),
    "/table": "1000 rows",
    "/form": "I will be kind to computers",
    "/chat/lobby": "Message",
    "/monitor": "GiB",
    "/source/clock": "send_interval",
  };
  for (const [at, text] of Object.entries(expected)) {
    const page = await open(at);
    assert.ok((await page.textContent("main")).toLowerCase().includes(text.toLowerCase()), at);
    await page.close();
  }

  const page = await open("/search");
  await page.fill("#query", "Nairobi");
  await page.click("#search button");
  await page.waitForURL("**/search?q=Nairobi");
  assert.equal(await page.locator("#found li").count(), 1);
  await page.click("nav >> text=Counter");
  await page.waitForURL("**/counter");
});
