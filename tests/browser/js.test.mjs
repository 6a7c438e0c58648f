// The commands of JS in the browser (9.2): each of them, with each of its options, does its work, and what it did
// outlasts later patches. Links with a method besides (8.1).
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, useSite } from "./browser.mjs";
import { recordSocket, shows } from "./gallery.mjs";

const site = useSite("templates");
const open = (t, options) => site.page(t, "/commands", options);
const className = (page, selector) => page.getAttribute(selector, "class");
const display = (page, selector) => page.$eval(selector, (element) => getComputedStyle(element).display);
const hasFocus = (page, selector) => page.waitForFunction((at) => document.activeElement?.matches(at), selector);
const waitForClass = (page, selector, wanted) =>
  page.waitForFunction(([at, names]) => document.querySelector(at).className.trim() === names, [selector, wanted]);
const waitForDisplay = (page, selector, wanted) =>
  page.waitForFunction(([at, value]) => getComputedStyle(document.querySelector(at)).display === value, [selector, wanted]);

/** Another event, whose patch touches #box. */
async function patch(page) {
  const before = Number(await page.textContent("#n"));
  await page.click("#inc");
  await page.waitForFunction((n) => document.querySelector("#box").dataset.n === String(n), before + 1);
}

/** Lists from now on each class of the element, and the events of `names` on it with their time: in window.seen. */
const watch = (page, selector, names = []) => page.evaluate(([at, events]) => {
  const element = document.querySelector(at);
  window.seen = [element.className];
  for (const name of events) element.addEventListener(name, () => window.seen.push([name, performance.now()]));
  new MutationObserver(() => window.seen.push(element.className)).observe(element, { attributeFilter: ["class"] });
}, [selector, names]);
const seen = (page) => page.evaluate(() => window.seen);
/** Without repetitions: the client writes some attributes again as they are. */
const classesSeen = async (page) =>
  (await seen(page)).filter((one) => typeof one === "string").filter((one, i, all) => one !== all[i - 1]).slice(1);

// -- push

test("push 9.2: the value is merged over phx-value-…", async (t) => {
  const page = await open(t);
  await page.click("#push-value");
  await shows(page, "#heard", '{"a":"a","b":2,"c":["<",null],"value":""}');
});

test("push 9.2: the target is a selector, every element of it, or a component", async (t) => {
  const page = await open(t);
  await page.click("#push-target");
  await shows(page, "#ear-two output", "told null");
  await shows(page, "#ear-one output", "");
  await page.click("#push-all");
  await shows(page, "#ear-one output", "all null");
  await shows(page, "#ear-two output", "all null");
  await page.click("#ear-one .own");
  await shows(page, "#ear-one output", "own 1");
  await shows(page, "#ear-two output", "all null");
});

test("push 9.2: `loading` marks further elements until the answer", async (t) => {
  const page = await open(t);
  await watch(page, "#box");
  await page.click("#push-loading");
  await shows(page, "#n", 1);
  assert.deepEqual(await classesSeen(page), ["box old phx-click-loading", "box old"]);
});

test("push 9.2: `page_loading` is announced as the load of a page is", async (t) => {
  const page = await open(t);
  await page.evaluate(() => {
    window.loads = [];
    for (const what of ["start", "stop"])
      window.addEventListener(`phx:page-loading-${what}`, ({ detail }) => window.loads.push(`${what} ${detail.kind}`));
  });
  await page.click("#push-page-loading");
  await page.waitForFunction(() => window.loads.length === 2);
  assert.deepEqual(await page.evaluate(() => window.loads), ["start element", "stop element"]);
  await page.click("#push-twice");
  await shows(page, "#n", 3);
  assert.equal(await page.evaluate(() => window.loads.length), 2);
});

test("push 9.2: for phx-change it carries the form and the value", async (t) => {
  const page = await open(t);
  await page.fill("#typed", "text");
  await shows(page, "#heard", '{"_target":["typed"],"more":true,"typed":"text"}');
});

// -- dispatch

const listen = (page, name) => page.evaluate((event) => {
  window.heard = [];
  for (const [where, target] of [["box", document.querySelector("#box")], ["document", document]])
    target.addEventListener(event, ({ detail }) => window.heard.push([where, detail.dispatcher.id, detail.a ?? null]));
}, name);
const heard = (page) => page.evaluate(() => window.heard);

test("dispatch 9.2: bubbles by default, and names its dispatcher", async (t) => {
  const page = await open(t);
  await listen(page, "site:plain");
  await page.click("#dispatch-plain");
  assert.deepEqual(await heard(page), [["box", "dispatch-plain", null], ["document", "dispatch-plain", null]]);
});

test("dispatch 9.2: `detail`, and `bubbles` false", async (t) => {
  const page = await open(t);
  await listen(page, "site:detail");
  await page.click("#dispatch-detail");
  assert.deepEqual(await heard(page), [["box", "dispatch-detail", 1]]);
});

test("dispatch 9.2: a click is one", async (t) => {
  const page = await open(t);
  await page.click("#dispatch-click");
  await shows(page, "#n", 1);
});

test("dispatch 9.2: `blocking` holds patches back until done() is called", async (t) => {
  const context = await site.context(t);
  const page = await context.newPage();
  const { received } = recordSocket(page);
  await page.goto("/commands");
  await connected(page);
  await page.evaluate(() => addEventListener("site:wait", ({ detail }) => { window.done = detail.done; }));
  const before = received.length;
  await page.click("#dispatch-blocking");
  while (received.length === before) await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.equal(await page.textContent("#n"), "0");
  await page.evaluate(() => window.done());
  await shows(page, "#n", 1);
});

// -- show, hide, toggle

test("hide, show 9.2: outlast patches; what is in that state stays as it is", async (t) => {
  const page = await open(t);
  await page.click("#hide");
  await waitForDisplay(page, "#box", "none");
  await patch(page);
  assert.equal(await display(page, "#box"), "none");
  await page.click("#hide");
  await page.click("#show");
  await waitForDisplay(page, "#box", "block");
  await page.$eval("#box", (box) => { box.style.display = "flex"; });
  await page.click("#show");
  await patch(page);
  assert.equal(await display(page, "#box"), "block", "the patch restores what the command has set");
});

test("show, toggle 9.2: `display`", async (t) => {
  const page = await open(t);
  await page.click("#show-display");
  await waitForDisplay(page, "#hid", "inline-flex");
  await page.click("#toggle-display");
  await waitForDisplay(page, "#hid", "none");
  await page.click("#toggle-display");
  await waitForDisplay(page, "#hid", "inline");
});

test("show 9.2: rows and cells of tables are displayed as such", async (t) => {
  const page = await open(t);
  await page.click("#show-row");
  await waitForDisplay(page, "#row", "table-row");
  await waitForDisplay(page, "#cell", "table-cell");
});

test("toggle 9.2: there and back", async (t) => {
  const page = await open(t);
  await page.click("#toggle");
  await waitForDisplay(page, "#box", "none");
  await patch(page);
  await page.click("#toggle");
  await waitForDisplay(page, "#box", "block");
});

async function times(page, end) {
  await page.waitForFunction((name) => window.seen.some((one) => one[0] === name), end);
  const events = (await seen(page)).filter((one) => Array.isArray(one));
  return { names: events.map(([name]) => name), duration: events[1][1] - events[0][1] };
}

test("hide 9.2: `transition` of three parts, during `time`", async (t) => {
  const page = await open(t);
  await watch(page, "#box", ["phx:hide-start", "phx:hide-end"]);
  await page.click("#hide-slowly");
  const { names, duration } = await times(page, "phx:hide-end");
  assert.deepEqual(names, ["phx:hide-start", "phx:hide-end"]);
  assert.ok(duration >= 399, `${duration} ms`);
  assert.equal(await display(page, "#box"), "none");
  await waitForClass(page, "#box", "box old");
  assert.deepEqual(await classesSeen(page),
                   ["box old from", "box old from t1 t2", "box old t1 t2 to", "box old"]);
});

test("show 9.2: `transition` of one part, during `time`", async (t) => {
  const page = await open(t);
  await watch(page, "#hid", ["phx:show-start", "phx:show-end"]);
  await page.click("#show-slowly");
  const { duration } = await times(page, "phx:show-end");
  assert.ok(duration >= 399, `${duration} ms`);
  assert.notEqual(await display(page, "#hid"), "none");
  await waitForClass(page, "#hid", "");
  assert.deepEqual(await classesSeen(page), ["fade-in", ""]);
});

test("toggle 9.2: `in` and `out`", async (t) => {
  const page = await open(t);
  await watch(page, "#box", ["phx:hide-end", "phx:show-end"]);
  await page.click("#toggle-slowly");
  await page.waitForFunction(() => window.seen.some((one) => one[0] === "phx:hide-end"));
  await waitForClass(page, "#box", "box old");
  await page.click("#toggle-slowly");
  await page.waitForFunction(() => window.seen.some((one) => one[0] === "phx:show-end"));
  await waitForClass(page, "#box", "box old");
  assert.deepEqual(await classesSeen(page), ["box old going", "box old", "box old coming", "box old"]);
});

// -- classes and transitions

test("add_class, remove_class, toggle_class 9.2: several names; they outlast patches", async (t) => {
  const page = await open(t);
  await page.click("#add-class");
  await waitForClass(page, "#box", "box old a b");
  await page.click("#remove-class");
  await waitForClass(page, "#box", "box a b");
  await page.click("#toggle-class");
  await waitForClass(page, "#box", "box a b old new");
  await patch(page);
  assert.deepEqual((await className(page, "#box")).split(" ").sort(), ["a", "b", "box", "new", "old"]);
  await page.click("#toggle-class");
  await waitForClass(page, "#box", "box a b");
});

test("`to` 9.1: the element itself, those within, the nearest around", async (t) => {
  const page = await open(t);
  await page.click("#add-self");
  await waitForClass(page, "#add-self", "self");
  await page.click("#add-inner");
  await waitForClass(page, "#add-inner i", "in inner");
  await page.click("#add-closest");
  await waitForClass(page, "#classes", "closest");
  assert.equal(await page.locator(".self, .inner, .closest").count(), 3);
});

test("add_class 9.2: `transition` runs, then the class is there", async (t) => {
  const page = await open(t);
  await watch(page, "#box");
  await page.click("#add-slowly");
  await waitForClass(page, "#box", "box old added");
  assert.deepEqual(await classesSeen(page), ["box old t", "box old added"]);
});

test("transition 9.2: three parts, of which the last stays", async (t) => {
  const page = await open(t);
  await watch(page, "#box");
  await page.click("#transition");
  await waitForClass(page, "#box", "box old to");
  assert.deepEqual(await classesSeen(page),
                   ["box old from", "box old from t1 t2", "box old t1 t2 to", "box old to"]);
});

const timed = ["show", "hide", "toggle", "add_class", "remove_class", "toggle_class", "transition"];
for (const name of timed) {
  test(`${name} 9.2: patches wait for \`time\`, unless \`blocking\` is false`, async (t) => {
    const page = await open(t);
    const waited = async (id) => page.evaluate(async (at) => {
      const n = document.querySelector("#n"), begin = performance.now();
      const patched = new Promise((resolve) => { new MutationObserver(resolve).observe(n, { childList: true, characterData: true, subtree: true }); });
      document.getElementById(at).click();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));  // toggle_class begins in a frame
      document.getElementById("inc").click();
      await patched;
      return performance.now() - begin;
    }, id);
    const blocked = await waited(`${name}-blocking`);
    assert.ok(blocked >= 299, `the patch came after ${blocked} ms`);
    await page.reload();
    await connected(page);
    await waited(`${name}-not-blocking`);  // which takes a minute
    assert.equal(await page.textContent("#n"), "1");
  });
}

// -- attributes

test("set_attribute, remove_attribute 9.2: outlast patches", async (t) => {
  const page = await open(t);
  await page.click("#set");
  assert.equal(await page.getAttribute("#box", "title"), 'after "<');
  await patch(page);
  assert.equal(await page.getAttribute("#box", "title"), 'after "<');
  await page.click("#remove");
  await patch(page);
  assert.equal(await page.getAttribute("#box", "title"), null);
});

test("toggle_attribute 9.2: there or not, or one of two values", async (t) => {
  const page = await open(t);
  const values = async (button, attribute) => {
    const found = [];
    for (let i = 0; i < 3; ++i) {
      await page.click(button);
      found.push(await page.getAttribute("#box", attribute));
    }
    return found;
  };
  assert.deepEqual(await values("#toggle-one", "hidden"), ["", null, ""]);
  assert.deepEqual(await values("#toggle-two", "aria-busy"), ["true", "false", "true"]);
});

test("ignore_attributes 9.2: patches leave them alone, those of a pattern too", async (t) => {
  const page = await open(t);
  await page.click("#details summary");
  await patch(page);
  assert.deepEqual(await page.$eval("#details", (details) => [details.open, details.dataset.n, details.dataset.ownN]),
                   [true, "1", "0"]);
});

// -- focus

test("focus, focus_first 9.2", async (t) => {
  const page = await open(t);
  await page.click("#focus-one");
  await hasFocus(page, "#last");
  await page.click("#focus-first");
  await hasFocus(page, "#inside");
  await page.click("#focus-shown");
  await hasFocus(page, "#late");
});

test("push_focus, pop_focus 9.2: back to what had it, the latest first", async (t) => {
  const page = await open(t);
  await page.click("#push-focus");
  await hasFocus(page, "#last");
  await page.click("#pop-focus");
  await hasFocus(page, "#first");
  await page.click("#pop-focus");
  await hasFocus(page, "#push-focus");
});

// -- navigation

const entries = (page) => page.evaluate(() => history.length);

test("patch 9.2: the view stays; `replace` adds no entry to the history", async (t) => {
  const page = await open(t);
  const before = await entries(page);
  await page.click("#inc");
  await page.click("#patch");
  await shows(page, "#at", "patched");
  assert.equal(await entries(page), before + 1);
  await page.click("#patch-replace");
  await shows(page, "#at", "replaced");
  assert.equal(new URL(page.url()).search, "?at=replaced");
  assert.equal(await entries(page), before + 1);
  await page.goBack();
  await shows(page, "#at", "");
  assert.equal(await page.textContent("#n"), "1");
});

for (const [button, added] of [["#navigate", 1], ["#navigate-replace", 0]]) {
  test(`navigate 9.2: ${button}`, async (t) => {
    const page = await open(t);
    const before = await entries(page);
    await page.evaluate(() => { window.sameDocument = true; });
    await page.click(button);
    await page.waitForSelector("#outermost");
    assert.equal(new URL(page.url()).pathname, "/colocated");
    assert.deepEqual([await entries(page), await page.evaluate(() => window.sameDocument)], [before + added, true]);
  });
}

// -- lists

test("exec 9.2: what stands in an attribute of another element, or the own", async (t) => {
  const page = await open(t);
  await page.click("#exec");
  await shows(page, "#n", 1);
  assert.equal(await page.getAttribute("#box", "title"), "called");
  await page.click("#exec-own");
  await waitForClass(page, "#exec-own", "executed");
});

test("concat 9.1: both lists, in order", async (t) => {
  const page = await open(t);
  await page.click("#concat");
  await shows(page, "#n", 1);
  await waitForClass(page, "#box", "box old c");
});

test("a component takes commands and appends its own", async (t) => {
  const page = await open(t);
  await page.click("#component");
  await shows(page, "#n", 1);
  await waitForClass(page, "#box", "box old called");
  await waitForClass(page, "#component", "confirmed");
});

test("9.3: in an event's payload, and called by an event", async (t) => {
  const page = await open(t);
  await page.click("#call");
  await shows(page, "#n", 1);
  assert.equal(await page.getAttribute("#box", "title"), "called");
  await page.click("#run");
  await waitForClass(page, "#box", "box old run");
  await waitForDisplay(page, "#box", "none");
});

test("phx-remove: the element goes when its commands are done", async (t) => {
  const page = await open(t);
  await watch(page, "#leaving");
  await page.click("#gone");
  await page.waitForFunction(() => !document.querySelector("#leaving"));
  assert.equal((await classesSeen(page))[0], "leave");
});

// -- links with a method (8.1)

test("8.1: a link with a method reaches a plain handler, with the CSRF token", async (t) => {
  const page = await open(t, { expectedErrors: [/404/] });  // the answer is no page of the site's: it has no icon
  await page.click("#delete");
  await page.waitForURL("**/things/7");
  assert.equal(await page.textContent("body"), "DELETE 7");
});

test("8.1: data-confirm asks before", async (t) => {
  const page = await open(t);
  const questions = [];
  page.once("dialog", (dialog) => { questions.push(dialog.message()); return dialog.dismiss(); });
  await page.click("#delete-confirm b");
  assert.equal(new URL(page.url()).pathname, "/commands");
  page.once("dialog", (dialog) => { questions.push(dialog.message()); return dialog.accept(); });
  await page.click("#delete-confirm b");
  await page.waitForURL("**/things/8");
  assert.equal(await page.textContent("body"), "DELETE 8");
  assert.deepEqual(questions, ["Sure?", "Sure?"]);
});

test("8.1: a link whose token is not the page's is refused", async (t) => {
  const page = await open(t, { expectedErrors: [/403/] });
  const [response] = await Promise.all([page.waitForResponse("**/things/9"), page.click("#delete-forged")]);
  assert.equal(response.status(), 403);
});
