// The core components as people use them: by mouse, by keyboard, and as screen readers are told of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { phone } from "./browser.mjs";
import { shows, useGallery } from "./gallery.mjs";

const site = useGallery();
const open = (t, options) => site.page(t, "/components", options);

/** Waits until the element at `selector` has the focus. */
async function focused(page, selector) {
  try {
    await page.waitForFunction((at) => document.activeElement === document.querySelector(at), selector);
  } catch (error) {
    const found = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));
    throw new Error(`the focus should be on ${selector}, and is on ${found} (${error.message})`);
  }
}
const hidden = (page, selector) => page.waitForSelector(selector, { state: "hidden" });

test("modal: is a dialog with a name, and takes the focus", async (t) => {
  const page = await open(t);
  await hidden(page, "#remove-panel");
  await page.click("#ask");
  const dialog = page.getByRole("dialog", { name: "Remove the last bird?" });
  await dialog.waitFor();
  assert.equal(await dialog.getAttribute("aria-modal"), "true");
  await focused(page, "#remove .core-actions button");
});

test("modal: Tab and Shift+Tab go round in it", async (t) => {
  const page = await open(t);
  await page.click("#ask");
  await focused(page, "#remove .core-actions button");
  const around = [];
  const step = async (keys, count) => {
    for (let i = 0; i < count; ++i) {
      await page.keyboard.press(keys);
      around.push(await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()));
    }
  };
  await step("Tab", 4);
  assert.deepEqual(around.splice(0), ["Remove", "Close", "Keep it", "Remove"]);
  await step("Shift+Tab", 3);
  assert.deepEqual(around, ["Keep it", "Close", "Remove"]);
});

for (const [way, close] of Object.entries({
  "Escape": (page) => page.keyboard.press("Escape"),
  "Escape, the focus being lost": async (page) => {
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("Escape");
  },
  "its Close button": (page) => page.click("#remove .core-close"),
  "a click beside it": (page) => page.mouse.click(20, 400),
  "one of its buttons": (page) => page.click("text=Keep it"),
})) {
  test(`modal: ${way} closes it, and the focus goes back`, async (t) => {
    const page = await open(t);
    await page.focus("#ask");
    await page.keyboard.press("Enter");
    await focused(page, "#remove .core-actions button");
    await close(page);
    await hidden(page, "#remove-panel");
    await focused(page, "#ask");
    assert.equal(await page.evaluate(() => document.body.className), "", "the page scrolls again");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#remove-panel");
  });
}

test("modal: Escape is nothing to a dialog that is closed", async (t) => {
  const page = await open(t);
  await page.click("#ask");
  await page.waitForSelector("#remove-panel");
  await page.keyboard.press("Escape");
  await hidden(page, "#remove-panel");
  await focused(page, "#ask");
  await page.focus("#add");
  await page.keyboard.press("Escape");
  await focused(page, "#add");
  await page.click("[phx-click=load]");
  await page.waitForFunction(() => document.querySelector("#progress progress").value === 55);
  assert.equal(await page.isVisible("#remove-panel"), false);
});

test("modal: what it does is done, and it is closed", async (t) => {
  const page = await open(t);
  await page.click("#ask");
  await page.click("#remove .core-actions .core-danger");
  await page.waitForFunction(() => document.querySelectorAll("#birds tbody tr").length === 4);
  await hidden(page, "#remove-panel");
});

test("modal: opened by the server, with a form that is checked while it is filled in", async (t) => {
  const page = await open(t);
  await page.click("#add");
  await focused(page, "#bird_name");
  await page.fill("#bird_wingspan", "900");
  await shows(page, "#bird_wingspan-notes .core-error", "Between 5 and 400 cm.");
  assert.equal(await page.getAttribute("#bird_wingspan", "aria-invalid"), "true");
  assert.equal(await page.getAttribute("#bird_wingspan", "aria-describedby"), "bird_wingspan-notes");
  assert.equal(await page.locator("#bird_name-notes .core-error").count(), 0, "nobody was there yet");
  await page.click("#new-bird [type=submit], #new-bird .core-primary");
  await shows(page, "#bird_name-notes .core-error", "Which bird was it?");
  await page.fill("#bird_name", "Kite");
  await page.fill("#bird_wingspan", "180");
  await page.check("#bird_size [value=large]");
  await page.check("#bird_rare");
  await page.click("#new-bird .core-primary");
  await page.waitForSelector("#new-bird", { state: "detached" });
  await shows(page, "#birds tbody tr:last-child td:nth-child(1)", "Kite");
  await shows(page, "#birds tbody tr:last-child td:nth-child(2)", "large");
  await shows(page, "#list dl > div:last-child dd", "Yes");
  await page.getByRole("alert").getByText("Kite was added.").waitFor();
  await focused(page, "#add");
});

test("modal: Escape tells the server, which takes it away", async (t) => {
  const page = await open(t);
  await page.click("#add");
  await focused(page, "#bird_name");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#new-bird", { state: "detached" });
  await focused(page, "#add");
  await page.click("#add");
  await focused(page, "#bird_name");
});

const columnOf = (page, number) =>
  page.$$eval(`#birds tbody td:nth-child(${number})`, (cells) => cells.map((cell) => cell.textContent.trim()));

test("table: sorts, and says how", async (t) => {
  const page = await open(t);
  const head = (name) => page.getByRole("columnheader", { name });
  const sorted = (name, order) => page.waitForFunction(([label, wanted]) =>
    [...document.querySelectorAll("#birds th")].find((cell) => cell.textContent.includes(label)).ariaSort === wanted, [name, order]);
  assert.equal(await page.locator("#birds [aria-sort]").count(), 0);

  await page.click("#birds >> text=Name");
  await sorted("Name", "ascending");
  assert.deepEqual(await columnOf(page, 1), ["Grey heron", "Kingfisher", "Magpie", "White-tailed eagle", "Wren"]);
  await page.focus("#birds th:nth-child(1) button");
  await page.keyboard.press("Enter");
  await sorted("Name", "descending");
  assert.deepEqual((await columnOf(page, 1))[0], "Wren");

  await head("Wingspan").getByRole("button").click();
  await sorted("Wingspan", "ascending");
  assert.deepEqual(await columnOf(page, 3), ["15 cm", "25 cm", "56 cm", "185 cm", "230 cm"]);
  assert.equal(await page.locator("#birds [aria-sort]").count(), 1);
});

test("table: a field that a browser made up sorts nothing", async (t) => {
  const page = await open(t);
  const before = await columnOf(page, 1);
  await page.$eval("#birds th button", (button) => button.setAttribute("phx-value-sort", "rare"));
  await page.click("#birds th:nth-child(1) button");
  await page.click("[phx-click=load]");
  await page.waitForFunction(() => document.querySelector("#progress progress").value === 55);
  assert.deepEqual(await columnOf(page, 1), before);
});

test("tabs: arrow keys, Home and End", async (t) => {
  const page = await open(t);
  const tab = (name) => page.getByRole("tab", { name });
  const selected = async (id, text) => {
    await page.waitForFunction((wanted) => document.querySelector(`#wren-tab-${wanted}`).ariaSelected === "true", id);
    await shows(page, "#wren-panel", text);
    assert.equal(await page.locator("#wren [aria-selected=true]").count(), 1);
    assert.deepEqual(await page.$$eval("#wren [role=tab][tabindex='0']", (all) => all.map((one) => one.id)), [`wren-tab-${id}`]);
    assert.equal(await page.getAttribute("#wren-panel", "aria-labelledby"), `wren-tab-${id}`);
  };
  await selected("looks", "A small brown bird with its tail in the air.");
  await tab("Voice").click();
  await selected("voice", "Loud for its size, and heard all year.");
  for (const [key, id] of [["ArrowRight", "nest"], ["ArrowRight", "looks"], ["ArrowLeft", "nest"], ["Home", "looks"],
                           ["End", "nest"]]) {
    await page.keyboard.press(key);
    await focused(page, `#wren-tab-${id}`);
    await page.waitForFunction((wanted) => document.querySelector(`#wren-tab-${wanted}`).ariaSelected === "true", id);
  }
  await selected("nest", "A ball of moss and leaves with an entrance at its side.");
  await page.keyboard.press("Tab");
  await focused(page, "#wren-panel");
});

test("dropdown: by keyboard", async (t) => {
  const page = await open(t);
  const button = page.getByRole("button", { name: "Actions" });
  const item = (n) => `#actions-menu > :nth-child(${n})`;
  await button.focus();
  await page.keyboard.press("ArrowDown");
  await focused(page, item(1));
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  for (const [key, n] of [["ArrowDown", 2], ["ArrowDown", 3], ["ArrowDown", 1], ["ArrowUp", 3], ["Home", 1], ["End", 3]]) {
    await page.keyboard.press(key);
    await focused(page, item(n));
  }
  await page.keyboard.press("Escape");
  await hidden(page, "#actions-menu");
  await focused(page, "#actions-button");
  assert.equal(await button.getAttribute("aria-expanded"), "false");

  await page.keyboard.press("ArrowUp");
  await focused(page, item(3));
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await shows(page, "#dropdown [role=status]", "You chose: Archive.");
  await hidden(page, "#actions-menu");
  await focused(page, "#actions-button");
});

test("dropdown: by mouse; stays open while the page changes", async (t) => {
  const page = await open(t);
  await page.click("#actions-button");
  await page.getByRole("menu", { name: "Actions" }).waitFor();
  await page.evaluate(() => window.liveSocket.execJS(document.querySelector("#actions"),
                                                     JSON.stringify([["push", { event: "remove" }]])));
  await shows(page, "#actions-menu > :nth-child(2)", "Archive 4 birds");
  assert.ok(await page.isVisible("#actions-menu"));
  assert.equal(await page.getAttribute("#actions-button", "aria-expanded"), "true");
  await page.click("#dropdown-title");
  await hidden(page, "#actions-menu");

  await page.click("#actions-button");
  await page.click("text=To the start page");
  await shows(page, "h1", "Live pages, written in C++");
});

test("pagination: goes through the pages by the URL", async (t) => {
  const page = await open(t);
  const pages = page.getByRole("navigation", { name: "Pages" });
  const current = async (number) => {
    await shows(page, "#pagination output", number);
    assert.equal(await pages.locator("[aria-current=page]").textContent(), String(number));
    assert.equal(await pages.locator("[aria-current]").count(), 1);
  };
  await current(1);
  assert.equal(await pages.getByText("Previous").count(), 0);
  await pages.getByText("Next").click();
  await current(2);
  assert.match(page.url(), /[?]page=2/);
  await pages.getByRole("link", { name: "Page 12" }).click();
  await current(12);
  assert.equal(await pages.getByText("Next").count(), 0);
  await page.goBack();
  await current(2);
});

test("pagination: a page that is none counts as the nearest", async (t) => {
  const page = await site.page(t, "/components?page=99");
  assert.equal(await page.locator("#pagination [aria-current]").textContent(), "12");
});

test("flash: comes, is said, and goes with a click", async (t) => {
  const page = await open(t);
  await page.click("text=Report an error");
  const notice = page.locator("#flash-group").getByRole("alert");
  await notice.getByText("This came from the server.").waitFor();
  assert.equal(await notice.count(), 1);
  await page.click("#flash-error .core-close");
  await page.waitForSelector("#flash-error", { state: "detached" });
  await page.click("text=Report an error");
  await page.waitForSelector("#flash-error");
});

test("flash: an info message goes by itself, but not under the pointer", async (t) => {
  const page = await open(t);
  await page.clock.install();
  await page.click("text=Say something");
  await page.waitForSelector("#flash-info");
  await page.hover("#flash-info");
  await page.clock.runFor(20_000);
  assert.equal(await page.locator("#flash-info").count(), 1);
  await page.mouse.move(0, 0);
  await page.clock.runFor(20_000);
  await page.waitForSelector("#flash-info", { state: "detached" });
});

for (const [name, options] of [["desktop", {}], ["telephone", phone]]) {
  test(`flash: covers nothing of the page (${name})`, async (t) => {
    const page = await site.page(t, "/components", options);
    const before = await page.locator("main h1").boundingBox();
    await page.click("text=Report an error");
    await page.evaluate(() => window.scrollTo(0, 0));
    const message = await page.locator("#flash-error").boundingBox();
    const after = await page.locator("main h1").boundingBox();
    const apart = message.y + message.height <= after.y || after.y + after.height <= message.y;
    assert.ok(apart && before, JSON.stringify({ message, after }));
    assert.ok(message.x >= 0 && message.x + message.width <= page.viewportSize().width, JSON.stringify(message));
  });
}

test("flash: says that the server is out of reach", async (t) => {
  const page = await open(t, { expectedErrors: [/WebSocket connection/] });
  await hidden(page, "#client-error");
  await page.evaluate(() => window.liveSocket.disconnect());
  await page.waitForSelector("#client-error");
  assert.equal(await page.$eval("#client-error", (notice) => getComputedStyle(notice).display), "flex");
  await page.evaluate(() => window.liveSocket.connect());
  await hidden(page, "#client-error");
});

test("progress: tells its value", async (t) => {
  const page = await open(t);
  const bar = page.getByRole("progressbar", { name: "Birds counted" });
  assert.equal(await bar.getAttribute("value"), "40");
  await page.click("text=Go on");
  await page.waitForFunction(() => document.querySelector("#progress progress").value === 55);
});

test("input: every type keeps what was typed", async (t) => {
  const page = await open(t);
  const all = page.locator("#input form");
  const values = { email: "a@b.c", number: "7", date: "2026-05-01", time: "10:30", "datetime-local": "2026-05-01T10:30",
                   month: "2026-05", week: "2026-W18", color: "#00ff00", textarea: "\nfirst line empty" };
  for (const [type, value] of Object.entries(values)) await all.locator(`#all_${type}`).fill(value);
  await all.locator("#all_select").selectOption("Wren");
  await all.locator("#all_radio [value=Nest]").check();
  await all.locator("#all_checkbox").check();
  await page.waitForFunction(() => document.querySelector("#all_checkbox").hasAttribute("checked"));
  await page.waitForFunction(() => document.querySelector("#all_date").getAttribute("value") === "2026-05-01");
  for (const [type, value] of Object.entries(values)) assert.equal(await all.locator(`#all_${type}`).inputValue(), value, type);
  assert.equal(await all.locator("#all_select").inputValue(), "Wren");
  assert.ok(await all.locator("#all_radio [value=Nest]").isChecked());
});

test("theme: follows the browser, or what the page says", async (t) => {
  const page = await open(t, { colorScheme: "dark", reducedMotion: "reduce" });
  const ground = () => page.$eval("#button .core-button", (button) => getComputedStyle(button).backgroundColor);
  const dark = await ground();
  await page.getByRole("button", { name: "Light" }).click();
  const light = await ground();
  assert.notEqual(light, dark);
  assert.equal(light, "rgb(255, 255, 255)");
  await page.getByRole("button", { name: "Dark" }).click();
  assert.equal(await ground(), dark);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  assert.equal(await ground(), dark);
  await page.click("#theme >> text=As the browser");
  assert.equal(await ground(), light);
});

test("every demonstration shows its own source", async (t) => {
  const page = await open(t);
  const sources = await page.$$eval(".demo", (demos) => demos.map((demo) => [demo.id, demo.querySelector("code").textContent]));
  assert.ok(sources.length >= 14, `${sources.length}`);
  for (const [name, source] of sources) assert.match(source, /^ *<\.?/, name);
  assert.match(sources.find(([name]) => name === "tabs")[1], /^<\.core::tabs id="wren"[^]*<\/\.core::tabs>\n$/);
});
