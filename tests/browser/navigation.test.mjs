// From page to page: navigation, live_sessions, sticky and nested views, flash (server-api 4, 5, 6), in a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, useSite } from "./browser.mjs";
import { shows } from "./gallery.mjs";

const site = useSite("navigation", { env: { SECRET_KEY_BASE: "navigation-under-test-".repeat(4) } });
// What a browser prints while no server is there.
const expectedErrors = [/WebSocket connection to .* failed/, /ERR_CONNECTION_REFUSED/];

/** A page at `path` that knows its document again; `page.socket` is the latest WebSocket. */
async function open(t, path) {
  const context = await site.context(t);
  context.on("page", (opened) => opened.on("websocket", (socket) => { opened.socket = socket; }));
  const page = await site.page(t, path, { context, expectedErrors });
  await mark(page);
  return page;
}
/** Begins to wait for a frame that holds all of `texts`. */
const sent = (page, ...texts) => page.socket.waitForEvent("framesent", holds(texts));
const received = (page, ...texts) => page.socket.waitForEvent("framereceived", holds(texts));
const holds = (texts) => ({ payload }) => texts.every((text) => String(payload).includes(text));

const mark = (page) => page.evaluate(() => { window.sameDocument = true; });
const sameDocument = (page) => page.evaluate(() => window.sameDocument === true);
const text = (page, selector) => page.textContent(selector);
const entries = (page) => page.evaluate(() => history.length);

/** Waits for the page with that heading at that address, connected. A patch of it takes the class from nested ones. */
async function arrives(page, heading, path) {
  await shows(page, "h1", heading);
  await page.waitForFunction((wanted) => location.pathname + location.search === wanted, path);
  await page.waitForSelector("[data-phx-main].phx-connected");
}

async function click(page, id, heading, path) {
  await page.click(`#${id}`);
  await arrives(page, heading, path);
}

async function back(page, heading, path) {
  await page.goBack();
  await arrives(page, heading, path);
}

// --- Within and across live_sessions ----------------------------------------------------------------------------------

test("4.3: links within a live_session keep the document and its socket", async (t) => {
  const page = await open(t, "/places");
  const { socket } = page;
  const first = await text(page, "#instance");
  await click(page, "to-place", "Place 7", "/places/7");
  assert.notEqual(await text(page, "#instance"), first);
  assert.equal(await page.title(), "Place");
  await click(page, "to-quiet", "Quiet", "/quiet");
  await click(page, "to-places", "Places", "/places");
  assert.ok(await sameDocument(page));
  assert.equal(page.socket, socket);
  assert.equal(await page.getAttribute("body", "class"), "public");
});

for (const [way, id] of [["a link", "to-admin"], ["push_navigate", "away"]]) {
  test(`4.5: ${way} into another live_session is refused, and loads its document`, async (t) => {
    const page = await open(t, "/places");
    const refusal = received(page, "phx_reply", '"unauthorized"');
    await click(page, id, "Admin hall", "/admin?key=sesame");
    await refusal;
    assert.ok(!(await sameDocument(page)));
    assert.equal(await page.getAttribute("body", "class"), "admin");
    await mark(page);
    await click(page, "to-cellar", "Admin cellar", "/admin/cellar?key=sesame");
    assert.ok(await sameDocument(page));
    await back(page, "Admin hall", "/admin?key=sesame");
    assert.ok(await sameDocument(page));
    await back(page, "Places", "/places");
    assert.equal(await page.getAttribute("body", "class"), "public");
  });
}

test("3.5: a guard of a live_session turns back whoever loads or navigates to its pages", async (t) => {
  const page = await open(t, "/places");
  await click(page, "to-admin-without-key", "Places", "/places");
  await shows(page, "#flash-error", "closed");
  await click(page, "to-admin", "Admin hall", "/admin?key=sesame");
  await click(page, "to-cellar-without-key", "Places", "/places");
  await shows(page, "#flash-error", "closed");
});

// --- Ways to go -------------------------------------------------------------------------------------------------------

test("5.3: patches, of links and of the server, keep the instance; with replace no entry is added", async (t) => {
  const page = await open(t, "/places");
  const instance = await text(page, "#instance");
  const length = await entries(page);
  for (const [id, order, more] of [["by-name", "name", 1], ["by-name-instead", "size", 1], ["patch", "pushed", 2],
                                   ["patch_instead", "replaced", 2]]) {
    await click(page, id, "Places", `/places?order=${order}`);
    await shows(page, "#order", order);
    assert.equal(await entries(page), length + more, id);
  }
  await back(page, "Places", "/places?order=size");
  await shows(page, "#order", "size");
  await back(page, "Places", "/places");
  await shows(page, "#order", "");
  await page.goForward();
  await shows(page, "#order", "size");
  assert.equal(await text(page, "#instance"), instance);
  assert.ok(await sameDocument(page));
});

for (const [id, more] of [["to-place", 1], ["to-place-instead", 0], ["navigate", 1], ["navigate_instead", 0]]) {
  test(`5.4: #${id} ${more ? "adds an entry to" : "replaces the entry of"} the history`, async (t) => {
    const page = await open(t, "/quiet");
    await click(page, "to-places", "Places", "/places");
    const length = await entries(page);
    await click(page, id, "Place 7", "/places/7");
    assert.equal(await entries(page), length + more);
    if (more) await back(page, "Places", "/places");
    await back(page, "Quiet", "/quiet");
    assert.ok(await sameDocument(page));
  });
}

test("5.4: redirect loads a document", async (t) => {
  const page = await open(t, "/places");
  await click(page, "redirect", "Place 7", "/places/7");
  assert.ok(!(await sameDocument(page)));
});

/** Scrolls, and waits until the client has noted it. */
async function scrollTo(page, y) {
  await page.evaluate((to) => window.scrollTo(0, to), y);
  await page.waitForFunction((to) => history.state?.scroll === to, y);
}
const isScrolledTo = (page, y) => page.waitForFunction((to) => window.scrollY === to, y);

test("5: back and forward restore how far a page was scrolled; a new page begins at its top, a patch stays", async (t) => {
  const page = await open(t, "/places");
  await scrollTo(page, 1500);
  await page.evaluate(() => document.getElementById("place-50").click());
  await arrives(page, "Place 50", "/places/50");
  await isScrolledTo(page, 0);
  await scrollTo(page, 700);
  await back(page, "Places", "/places");
  await isScrolledTo(page, 1500);
  await page.goForward();
  await arrives(page, "Place 50", "/places/50");
  await isScrolledTo(page, 700);
  await back(page, "Places", "/places");
  await isScrolledTo(page, 1500);
  await page.evaluate(() => document.getElementById("patch").click());
  await arrives(page, "Places", "/places?order=pushed");
  await isScrolledTo(page, 1500);
  assert.ok(await sameDocument(page));
});

// --- Sticky views -----------------------------------------------------------------------------------------------------

const position = (page) => text(page, "#position").then(Number);
const plays = (page, from) => page.waitForFunction((old) => Number(document.querySelector("#position").textContent) > old, from);

test("4.7.5: a sticky player plays on from page to page: its element, its instance and what was typed stay", async (t) => {
  const page = await open(t, "/places");
  const instance = await text(page, "#player-instance");
  await page.fill("#note", "half a word");
  await page.evaluate(() => { window.player = document.getElementById("player"); });
  let before = 0;
  const playsOn = async () => {
    const here = await position(page);
    assert.ok(here >= before, "it did not begin again");
    await plays(page, here);
    before = here;
    assert.equal(await text(page, "#player-instance"), instance);
    assert.equal(await page.inputValue("#note"), "half a word");
    assert.ok(await page.evaluate(() => window.player === document.getElementById("player") && window.player.isConnected));
  };
  await playsOn();
  await click(page, "to-place", "Place 7", "/places/7");
  await playsOn();
  await click(page, "to-flash", "Flash", "/flash");
  await playsOn();
  await back(page, "Place 7", "/places/7");
  await playsOn();
  await click(page, "player-leads", "Place 99", "/places/99");
  await playsOn();
});

test("4.7.5: a page without the player ends it; the next page has a new one", async (t) => {
  const page = await open(t, "/places");
  const instance = Number(await text(page, "#player-instance"));
  await click(page, "to-quiet", "Quiet", "/quiet");
  assert.equal(await page.locator("#player").count(), 0);
  await click(page, "to-places", "Places", "/places");
  assert.ok(Number(await text(page, "#player-instance")) > instance);
  await plays(page, 0);
});

// --- Flash ------------------------------------------------------------------------------------------------------------

const flash = (page) => page.$$eval(".flash", (all) => all.map((one) => `${one.id.slice(6)}: ${one.textContent.trim()}`));

for (const [id, heading, path, message] of [
  ["patch", "Flash", "/flash?patched", "by patch"],
  ["navigate", "Place 7", "/places/7", "by navigate"],
  ["across", "Admin hall", "/admin?key=sesame", "by across"],
  ["redirect", "Place 7", "/places/7", "by redirect"],
  ["external", "Place 7", "/places/7", "by external"],
  ["component-patch", "Flash", "/flash?from=component", "by a component"],
  ["component-navigate", "Place 7", "/places/7", "by a component"],
  ["dead-link", "Place 7", "/places/7", "by a dead mount"],
  ["handler-link", "Place 7", "/places/7", "by a handler"],
  ["navigate-link", "Place 7", "/places/7", "by a connected mount"],
]) {
  test(`6.3: flash of #${id} is shown by the page it leads to, and by no later one`, async (t) => {
    const page = await open(t, "/flash");
    await page.click("#two");
    await shows(page, "#flash-error", "a second one");
    await click(page, id, heading, path);
    await shows(page, "#flash-info", message);
    assert.deepEqual(await flash(page), [`info: ${message}`]);
    await click(page, "to-flash", "Flash", "/flash");
    assert.deepEqual(await flash(page), []);
    await page.reload();
    await arrives(page, "Flash", "/flash");
    assert.deepEqual(await flash(page), []);
  });
}

test("6.4: lv:clear-flash takes one message, or all; a patch of the client takes all", async (t) => {
  const page = await open(t, "/flash");
  const both = ["info: by two", "error: a second one"];
  const shown = (messages) => page.waitForFunction((wanted) =>
    [...document.querySelectorAll(".flash")].map((one) => `${one.id.slice(6)}: ${one.textContent.trim()}`).join() === wanted,
                                                   messages.join());
  await page.click("#two");
  await shown(both);
  await page.click("#flash-info");
  await shown(both.slice(1));
  await page.click("#two");
  await shown(both.toReversed());
  await page.click("#clear");
  await shown([]);
  await page.click("#two");
  await shown(both);
  await page.click("#patch-link");
  await shown([]);
  await page.click("#component-put");
  await shows(page, "#own-flash", "by a component");
  await shown([]);
});

// --- Views within views -----------------------------------------------------------------------------------------------

test("1.12: a nested view that crashes comes back alone; one whose page crashes comes back with it", async (t) => {
  const page = await open(t, "/nested");
  const state = async () => Object.fromEntries(await Promise.all(
    ["#instance", "#n", "#one .instance", "#one .n", "#two .instance", "#two .n"].map(async (at) => [at, await text(page, at)])));
  for (const id of ["#inc", "#one .inc", "#two .inc"]) await page.click(id);
  for (const id of ["#n", "#one .n", "#two .n"]) await shows(page, id, 1);
  const before = await state();
  await page.click("#one .crash");
  await shows(page, "#one .n", 0);
  const after = await state();
  assert.notEqual(after["#one .instance"], before["#one .instance"]);
  assert.deepEqual(after, { ...before, "#one .instance": after["#one .instance"], "#one .n": "0" });
  await page.click("#one .inc");
  await shows(page, "#one .n", 1);

  await page.click("#crash");
  for (const id of ["#n", "#one .n", "#two .n"]) await shows(page, id, 0);
  await connected(page);
  for (const id of ["#inc", "#one .inc", "#two .inc"]) await page.click(id);
  for (const id of ["#n", "#one .n", "#two .n"]) await shows(page, id, 1);
  assert.ok(await sameDocument(page));
});

test("4.7.2: a view that is nested later joins; nested views patch and leave the page that they are in", async (t) => {
  const page = await open(t, "/nested");
  const instance = await text(page, "#instance");
  await page.click("#more");
  await page.click("#three .inc");
  await shows(page, "#three .n", 1);
  await click(page, "three .patch", "Nested", "/nested?by=three");
  await shows(page, "#by", "three");
  assert.equal(await text(page, "#instance"), instance);
  await shows(page, "#three .n", 1);
  await page.click("#more");
  await page.waitForFunction(() => !document.getElementById("three"));
  await click(page, "one .navigate", "Place 7", "/places/7");
  assert.ok(await sameDocument(page));
});

// --- A server that goes away ------------------------------------------------------------------------------------------

for (const [way, go] of [["a link", (page) => page.click("#to-quiet")],
                         ["the way back", (page) => page.evaluate(() => history.back())]]) {
  test(`1.12: a server that is replaced while ${way} is under way: the page arrives`, async (t) => {
    const page = await open(t, "/quiet");
    await click(page, "to-places", "Places", "/places");
    // The client loads the page anew, seconds later, lest all come at once: here there is one.
    await page.evaluate(() => Object.assign(liveSocket, { reloadJitterMin: 0, reloadJitterMax: 1 }));
    const asked = sent(page, "phx_join", "/quiet");
    site.server.pause();
    await go(page);
    await asked;
    await site.server.restart("SIGKILL");
    await arrives(page, "Quiet", "/quiet");
    await click(page, "to-place", "Place 7", "/places/7");
    await plays(page, 0);
  });
}
