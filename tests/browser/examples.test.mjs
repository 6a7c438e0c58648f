// Every example, used as a visitor does.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../support/server.mjs";
import { connected } from "./browser.mjs";
import { recordSocket, shows, useGallery } from "./gallery.mjs";

const site = useGallery();
const count = (page, selector) => page.locator(selector).count();
const waitForCount = (page, selector, n) =>
  page.waitForFunction(([at, wanted]) => document.querySelectorAll(at).length === wanted, [selector, n]);

test("start page: leads to every example and its source", async (t) => {
  const page = await site.page(t, "/");
  assert.equal(await count(page, ".card"), 13);
  await page.click(".card >> text=Chat");
  await shows(page, "h1", "Chat");
  await page.goBack();
  await page.click("[aria-label='Source code: Chat']");
  await shows(page, "h1", "Source of Chat");
});

test("counter: counts, and resets", async (t) => {
  const page = await site.page(t, "/counter");
  const reset = page.locator("button:text('Reset')");
  assert.equal(await page.title(), "Counter · Plume");
  assert.ok(await reset.isDisabled());
  for (let i = 0; i < 3; ++i) await page.click("[aria-label=Increase]");
  await shows(page, "output", 3);
  assert.ok(await reset.isEnabled());
  for (let i = 0; i < 5; ++i) await page.click("[aria-label=Decrease]");
  await shows(page, "output", -2);
  assert.match(await page.getAttribute("output", "class"), /negative/);
  await reset.click();
  await shows(page, "output", 0);
  assert.ok(await reset.isDisabled());
});

test("counter: each window has its own", async (t) => {
  const context = await site.context(t);
  const [one, other] = [await site.page(t, "/counter", { context }), await site.page(t, "/counter", { context })];
  await one.click("[aria-label=Increase]");
  await shows(one, "output", 1);
  await other.click("[aria-label=Decrease]");
  await shows(other, "output", -1);
  await shows(one, "output", 1);
});

test("clock: ticks, stops, goes on", async (t) => {
  const [page, reference] = [await site.page(t, "/clock"), await site.page(t, "/clock")];
  const time = () => page.textContent("time");
  const tick = async (of) => {
    const before = await of.textContent("time");
    await of.waitForFunction((old) => document.querySelector("time").textContent !== old, before);
  };
  await tick(page);
  const hand = await page.getAttribute(".second", "transform");
  await tick(page);
  assert.notEqual(await page.getAttribute(".second", "transform"), hand);

  await page.click("button >> text=Stop");  // the notes tell of stopping, too
  await page.waitForSelector("text=Go on");
  const stopped = await time();
  await tick(reference);
  await tick(reference);
  assert.equal(await time(), stopped);
  await page.click("text=Go on");
  await tick(page);
});

const label = (page, row) => page.textContent(`tbody tr:nth-child(${row}) td:nth-child(2)`).then((text) => text.trim());
const number = (page, row) => page.textContent(`tbody tr:nth-child(${row}) .number`).then(Number);

for (const [kind, path] of [["keyed", "/table"], ["unkeyed", "/table/unkeyed"]]) {
  test(`table, ${kind}: update, swap, append, remove, select, clear, create`, async (t) => {
    const page = await site.page(t, path);
    const rows = (n) => waitForCount(page, `#${kind} tr`, n);
    await rows(1000);
    const labels = [await label(page, 1), await label(page, 2), await label(page, 11)];

    await page.click("text=Update every 10th");
    await shows(page, "tbody tr:nth-child(11) .link", `${labels[2]} !!!`);
    assert.deepEqual([await label(page, 1), await label(page, 2)], [`${labels[0]} !!!`, labels[1]]);

    await page.click("text=Swap two");
    await shows(page, "tbody tr:nth-child(999) .number", 2);
    assert.deepEqual([await number(page, 1), await number(page, 2), await number(page, 3)], [1, 999, 3]);

    await page.click("text=Append 1,000");
    await rows(2000);
    assert.equal(await number(page, 2000), 2000);

    await page.click("[aria-label='Remove row 3']");
    await rows(1999);
    assert.equal(await number(page, 3), 4);

    await page.click("tbody tr:nth-child(3) .link");
    await page.waitForSelector("tbody tr:nth-child(3)[aria-selected=true]");
    assert.equal(await count(page, "[aria-selected]"), 1);

    await page.click("text=Clear");
    await rows(0);
    await page.click("text=Create 1,000");
    await rows(1000);
    assert.equal(await number(page, 1), 2001);
  });
}

test("table, keyed: rows that move keep their elements, and the focus of a field in them", async (t) => {
  const page = await site.page(t, "/table");
  await page.evaluate(() => {
    window.marked = document.getElementById("row-2");
    window.marked.lastElementChild.append(document.createElement("input"));
    window.marked.querySelector("input").focus();
    document.querySelector("[phx-click=swap]").click();
  });
  await shows(page, "tbody tr:nth-child(999) .number", 2);
  assert.deepEqual(await page.evaluate(() => ({
    same: document.querySelector("tbody tr:nth-child(999)") === window.marked,
    focused: document.activeElement.matches("#row-2 input"),
  })), { same: true, focused: true });
});

test("table, keyed: the focus stays where rows around it move, come and go", async (t) => {
  const page = await site.page(t, "/table");
  await page.focus("#row-500 .link");
  const click = (selector) => page.$eval(selector, (button) => button.click());
  await click("[phx-click=swap]");
  await shows(page, "tbody tr:nth-child(2) .number", 999);
  await click("#row-1 .icon");
  await shows(page, "tbody tr:nth-child(1) .number", 999);
  await click("[phx-click=append]");
  await waitForCount(page, "#keyed tr", 1999);
  assert.ok(await page.evaluate(() => document.activeElement.matches("#row-500 .link")));
});

test("table: a swap is a few bytes with keys", async (t) => {
  const context = await site.context(t);
  const page = await context.newPage();
  const { received } = recordSocket(page);
  await page.goto("/table");
  await connected(page);
  const before = received.length;
  await page.click("text=Swap two");
  await shows(page, "tbody tr:nth-child(999) .number", 2);
  // The answer to a heartbeat may come at any time.
  const diffs = received.slice(before).filter((frame) => JSON.parse(frame)[2] !== "phoenix");
  assert.equal(diffs.length, 1);
  assert.ok(diffs[0].length < 200, `${diffs[0].length} bytes: ${diffs[0]}`);
});

test("table: keys are switched by a patch, which keeps the rows", async (t) => {
  const page = await site.page(t, "/table");
  const first = await label(page, 1);
  await page.evaluate(() => { window.sameDocument = true; });
  await page.click("text=Without");
  await waitForCount(page, "#unkeyed tr", 1000);
  assert.equal(new URL(page.url()).pathname, "/table/unkeyed");
  assert.equal(await label(page, 1), first);
  await page.goBack();
  await waitForCount(page, "#keyed tr", 1000);
  assert.equal(await label(page, 1), first);
  assert.ok(await page.evaluate(() => window.sameDocument));
});

test("form: complains about what was used, and only about that", async (t) => {
  const page = await site.page(t, "/form");
  const error = (field) => page.textContent(`#about-${field}.error`).then((text) => text.trim());
  await page.fill("#user_name", "Ada");
  await page.fill("#user_name", "");
  await shows(page, "#about-name", "Please tell us your name.");
  assert.equal(await count(page, "[aria-invalid=true]"), 1);
  assert.equal(await error("terms"), "");

  await page.fill("#user_email", "ada@");
  assert.equal(await count(page, "#about-email.error"), 0, "an e-mail address is checked when its field is left");
  await page.focus("#user_password");
  await shows(page, "#about-email", "This does not look like an e-mail address.");
  await page.keyboard.type("12345678");
  await shows(page, "#about-password", "2 characters to go.");
  assert.equal(await error("terms"), "");
});

test("form: a submit checks all, and succeeds once all is right", async (t) => {
  const page = await site.page(t, "/form");
  await page.click("button[type=submit]");
  await shows(page, "#about-terms", "Without this we cannot go on.");
  assert.equal(await count(page, "[aria-invalid=true]"), 3);

  await page.fill("#user_name", "Ada <Lovelace>");
  await page.fill("#user_email", "ada@example.org");
  await page.fill("#user_password", "analytical");
  await page.check("#user_terms");
  await waitForCount(page, "[aria-invalid=true]", 0);
  await page.click("button[type=submit]");
  await shows(page, ".success h2", "Welcome, Ada <Lovelace>!");
  assert.equal(await count(page, "#sign-up"), 0);

  await page.click("text=Sign up somebody else");
  await page.waitForSelector("#sign-up");
  assert.equal(await page.inputValue("#user_name"), "");
  assert.equal(await count(page, "[aria-invalid=true]"), 0);
});

const rows = (page) => page.$$eval(".row", (all) =>
  all.map((row) => [...row.querySelectorAll(".cell input")].map((input) => input.value).join(" ")));
const waitForRows = (page, wanted) => page.waitForFunction((expected) =>
  JSON.stringify([...document.querySelectorAll(".row")].map((row) =>
    [...row.querySelectorAll(".cell input")].map((input) => input.value).join(" "))) === JSON.stringify(expected), wanted);

test("nested form: lines are added, moved and removed, and keep their elements", async (t) => {
  const page = await site.page(t, "/order");
  assert.deepEqual(await rows(page), ["Pencil 12 0.5", "Ink 1 4.25"]);
  await shows(page, ".total output", "10.25");
  await page.click("text=Add a line");
  await waitForRows(page, ["Pencil 12 0.5", "Ink 1 4.25", " 1 0"]);
  await page.fill(".row:nth-of-type(3) [aria-label=Item]", "Paper");
  await page.fill(".row:nth-of-type(3) [aria-label=Price]", "2.5");
  await shows(page, ".total output", "12.75");

  await page.evaluate(() => { window.paper = document.querySelectorAll(".row")[2]; });
  await page.click(".row:nth-of-type(3) [aria-label='Move up']");
  await waitForRows(page, ["Pencil 12 0.5", "Paper 1 2.5", "Ink 1 4.25"]);
  assert.ok(await page.evaluate(() => document.querySelectorAll(".row")[1] === window.paper));
  await page.click(".row:nth-of-type(1) [aria-label=Remove]");
  await waitForRows(page, ["Paper 1 2.5", "Ink 1 4.25"]);
  assert.ok(await page.evaluate(() => document.querySelectorAll(".row")[0] === window.paper));
  assert.ok(await page.isDisabled(".row:nth-of-type(1) [aria-label='Move up']"));

  await page.click(".row:nth-of-type(1) [aria-label=Remove]");
  await waitForRows(page, ["Ink 1 4.25"]);
  await page.click(".row:nth-of-type(1) [aria-label=Remove]");
  await shows(page, ".rows > .error", "Nothing is ordered yet.");
});

test("nested form: errors are beside the field that has them, and follow their line", async (t) => {
  const page = await site.page(t, "/order");
  await page.fill("[name='order[lines][1][quantity]']", "many");
  await shows(page, ".row:nth-of-type(2) .error", "is not a whole number");
  await page.fill("[name='order[discount]']", "80");
  await shows(page, "#about-discount", "Between 0 and 50 percent.");
  await page.click(".row:nth-of-type(2) [aria-label='Move up']");
  await waitForRows(page, ["Ink many 4.25", "Pencil 12 0.5"]);
  await shows(page, ".row:nth-of-type(1) .error", "is not a whole number");
  await page.fill("[name='order[lines][0][quantity]']", "2");
  await page.fill("[name='order[discount]']", "10");
  await shows(page, ".total output", "13.05");
  await page.fill("#order_customer", "Ada");
  await page.selectOption("#order_delivery", "letter");
  await page.click("button[type=submit]");
  await shows(page, ".success", "Ordered for Ada.");
  assert.equal(await page.inputValue("#order_delivery"), "letter");
});

const cards = (page, column) => page.$$eval(`.column:nth-of-type(${column}) .task .link`, (all) => all.map((one) => one.textContent));
const card = (page, title) => page.locator(".task", { hasText: title });

test("board: cards are edited in place, and say so for a while", async (t) => {
  const page = await site.page(t, "/board");
  await page.click("text=Draw the wing");
  await page.waitForFunction(() => document.activeElement.value === "Draw the wing");
  await page.fill(".task [name=title]", "Draw <both> wings");
  await page.keyboard.press("Enter");
  await shows(page, ".task .link", "Draw <both> wings");
  await shows(page, ".task .saved", "Saved");
  await waitForCount(page, ".saved", 0);

  await page.click("text=Choose the feathers");
  await page.fill(".task [name=title]", "");
  await page.click("text=Cancel");
  await waitForCount(page, ".task form", 0);
  assert.deepEqual(await cards(page, 1), ["Draw <both> wings", "Choose the feathers", "Write to the supplier"]);
});

test("board: a card that moves keeps what is being written, and others are not rendered", async (t) => {
  const context = await site.context(t);
  const page = await context.newPage();
  const { received } = recordSocket(page);
  await page.goto("/board");
  await connected(page);
  const before = received.length;
  await page.click("text=Glue the model");
  await page.fill(".task [name=title]", "Glue the second model");
  const moved = page.locator(".task", { has: page.locator("[name=title]") });
  await moved.locator("[aria-label='Move right']").click();
  await page.waitForSelector(".column:nth-of-type(3) .task [name=title]");
  assert.equal(await page.inputValue(".task [name=title]"), "Glue the second model");
  assert.ok(await moved.locator("[aria-label='Move right']").isDisabled());
  assert.doesNotMatch(received.slice(before).join(""), /Measure the wind/);
  await page.click("text=Save");
  await page.waitForFunction(() => document.querySelector(".column:nth-of-type(3)").textContent.includes("Glue the second model"));
  assert.deepEqual(await cards(page, 2), ["Measure the wind"]);
});

test("board: cards are added and removed; the owners of all come with one query", async (t) => {
  const page = await site.page(t, "/board");
  const queries = () => page.$$eval(".task-foot [title]", (all) => all.map((one) => one.title.split(" ").pop()));
  assert.deepEqual(await queries(), Array(7).fill("7"));
  await page.fill("[aria-label='New task']", "Fly");
  await page.keyboard.press("Enter");
  await waitForCount(page, ".task", 8);
  assert.equal(await page.inputValue("[aria-label='New task']"), "");
  assert.deepEqual((await queries()).sort(), ["1", ...Array(7).fill("7")]);
  await card(page, "Measure the wind").locator("[aria-label=Remove]").click();
  await waitForCount(page, ".task", 7);
  await card(page, "Fly").locator("[aria-label='Move right']").click();
  await page.waitForFunction(() => document.querySelectorAll(".column:nth-of-type(2) .task").length === 2);
  assert.deepEqual(await cards(page, 2), ["Glue the model", "Fly"]);
});

test("search: finds while typing, with one question for a burst of keys", async (t) => {
  const context = await site.context(t);
  const page = await context.newPage();
  const { sent } = recordSocket(page);
  await page.goto("/search");
  await connected(page);
  await waitForCount(page, "#found li", 196);
  await page.focus("#query");
  await page.keyboard.type("BERN");
  await waitForCount(page, "#found li", 1);
  assert.equal(await page.textContent("#found mark"), "Bern");
  assert.equal(sent.filter((message) => message.includes('"event":"search"')).length, 1);
  assert.equal(await page.inputValue("#query"), "BERN");

  await page.fill("#query", "no such place");
  await page.waitForSelector("text=No country and no capital contains “no such place”.");
  await page.fill("#query", "");
  await waitForCount(page, "#found li", 196);
});

test("search: countries that stay keep their elements", async (t) => {
  const page = await site.page(t, "/search");
  await page.evaluate(() => {
    window.switzerland = [...document.querySelectorAll("#found li")].find((item) => item.textContent.includes("Switzerland"));
  });
  await page.fill("#query", "ber");
  await waitForCount(page, "#found li", 4);
  assert.ok(await page.evaluate(() => document.querySelector("#found li:nth-child(4)") === window.switzerland));
});

async function say(page, text) {
  await page.fill("[name=text]", text);
  await page.press("[name=text]", "Enter");
  await page.waitForFunction(() => document.querySelector("[name=text]").value === "");
}

test("forecast: comes later, is kept from day to day, and another place has its own", async (t) => {
  const page = await site.page(t, "/forecast/oslo");
  await page.evaluate(() => { window.sameDocument = true; });
  await page.waitForSelector(".days");
  assert.match(await page.textContent("#chosen"), /^Monday: /);
  await page.click(".days >> text=Thursday");
  await page.waitForURL("**/forecast/oslo?day=3");
  await page.waitForFunction(() => document.querySelector("#chosen").textContent.startsWith("Thursday: "));
  await page.click(".tabs >> text=Atlantis");
  await shows(page, ".forecast .muted", "The service is being asked …");
  await shows(page, ".forecast .error", "Nothing is known of Atlantis.");
  await page.goBack();
  await page.waitForURL("**/forecast/oslo?day=3");
  await page.waitForFunction(() => document.querySelector("#chosen")?.textContent.startsWith("Thursday: "));
  assert.ok(await page.evaluate(() => window.sameDocument));
});

test("forecast: nobody must wait for an answer", async (t) => {
  const page = await site.page(t, "/forecast/pole");
  await shows(page, ".forecast .muted", "The service is being asked …");
  await page.click("text=Do not wait");
  await shows(page, ".forecast .error", "You did not wait for the answer.");
  await page.click("text=Ask again");
  await shows(page, ".forecast .muted", "The service is being asked …");
  await page.click("text=Where is it warmest?");
  await page.click("button >> text=Stop");  // the notes tell of stopping, too
  await shows(page, "#warmest", "Nobody knows: you stopped it");
  await page.click(".tabs >> text=Nairobi");
  await page.waitForSelector(".days");
  await page.click("text=Where is it warmest?");
  await shows(page, "#warmest", "Lisbon, with 28 °C");
});

test("chat: two browsers talk, and drafts are left alone", async (t) => {
  const [ada, bob] = [await site.page(t, "/chat/lobby"), await site.page(t, "/chat/lobby")];
  await ada.fill("[name=author]", "Ada");
  await bob.fill("[name=author]", "Bob");
  await bob.fill("[name=text]", "I am thinking");
  await bob.focus("[name=text]");
  await say(ada, "Hello <b>Bob</b>");
  assert.ok(await ada.evaluate(() => document.activeElement.name === "text"), "the focus stays in the field");
  await shows(bob, ".messages li:last-child .message-text", "Hello <b>Bob</b>");
  await shows(bob, ".messages li:last-child strong", "Ada");
  assert.equal(await bob.inputValue("[name=text]"), "I am thinking");

  await bob.press("[name=text]", "Enter");
  await shows(ada, ".messages li:last-child .message-text", "I am thinking");
  await shows(ada, ".messages li:last-child strong", "Bob");
});

test("chat: rooms are apart, and there are no others", async (t) => {
  const [lobby, random] = [await site.page(t, "/chat/lobby"), await site.page(t, "/chat/random")];
  await say(lobby, "only in the lobby");
  await say(random, "only in random");
  await shows(random, ".messages li:last-child .message-text", "only in random");
  assert.equal(await count(random, ".messages li"), 1);

  await random.click("text=#lobby");
  await random.waitForSelector("text=only in the lobby");
  assert.equal(await count(random, "text=only in random"), 0);
  const answer = await random.request.get("/chat/cellar");
  assert.equal(answer.status(), 404);
});

test("chat: a room remembers the last hundred messages, and none that are blank", async (t) => {
  const page = await site.page(t, "/chat/cpp");
  await page.fill("[name=text]", "   ");
  await page.press("[name=text]", "Enter");
  for (let i = 1; i <= 103; ++i) await say(page, `message ${i}`);
  await shows(page, ".messages li:last-child .message-text", "message 103");
  assert.equal(await count(page, ".messages li"), 100);
  await shows(page, ".messages li:first-child .message-text", "message 4");
  const scrolled = await page.$eval(".messages", (box) => box.scrollTop);
  assert.equal(scrolled, 0, "the newest message is in sight");
});

test("monitor: draws what it measures", async (t) => {
  const page = await site.page(t, "/monitor");
  const points = () => page.getAttribute(".chart.processor polyline", "points").then((text) => text.trim().split(" ").length);
  const before = await points();
  await page.waitForFunction((n) =>
    document.querySelector(".chart.processor polyline").getAttribute("points").trim().split(" ").length >= n + 2, before);
  assert.equal(await count(page, ".cores li"), cpus().length);
  const shares = await page.$$eval("[role=meter]", (meters) => meters.map((meter) => Number(meter.ariaValueNow)));
  assert.ok(shares.every((share) => share >= 0 && share <= 100), String(shares));
});

test("source: shows all files of an example, as they are", async (t) => {
  const page = await site.page(t, "/source/chat");
  const files = readdirSync(join(root, "examples/chat")).sort();
  assert.deepEqual((await page.$$eval(".file h2", (heads) => heads.map((head) => head.textContent))).sort(), files);
  assert.ok((await page.textContent("section[aria-labelledby='chat_live.h'] code")).includes("plume::Assign<std::string> author;"));
  assert.equal((await page.request.get("/source/nothing")).status(), 404);
});
