// What templates bring to the browser: colocated hooks, scripts and styles (10.2, 10.3), debug annotations (12).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../support/server.mjs";
import { useSite } from "./browser.mjs";
import { shows } from "./gallery.mjs";

const site = useSite("templates");
const color = (page, selector) => page.$eval(selector, (element) => getComputedStyle(element).color);

test("a colocated hook runs, gets updates, and pushes events with replies", async (t) => {
  const page = await site.page(t, "/colocated");
  await shows(page, "#ask", "0 * 2 = 0");
  await page.click("#inc");
  await shows(page, "#ask", "1 * 2 = 2");
  assert.equal(await page.getAttribute("#ask", "phx-hook"), "site.ColocatedLive.Ask");
});

test("hooks of two templates with one name are two hooks", async (t) => {
  const page = await site.page(t, "/colocated");
  await shows(page, "#echo", "echo echo");
  assert.equal(await page.getAttribute("#echo", "phx-hook"), "site.echo.Ask");
});

test("a runtime hook runs when its script arrives with a patch", async (t) => {
  const page = await site.page(t, "/colocated");
  await page.click("#late");
  await shows(page, "#late-hook", 'runtime "hook" runs');
});

test("colocated scripts run, and their exports are found", async (t) => {
  const page = await site.page(t, "/colocated");
  assert.equal(await page.getAttribute("html", "data-colocated"), "ran");
  assert.deepEqual(await page.evaluate(() => [Object.keys(window.liveSocket.uploaders),
                                              Object.keys(window.PlumeColocated.hooks).sort()]),
                   [["Shelf"], ["site.ColocatedLive.Ask", "site.echo.Ask"]]);
});

test("a colocated style holds for its own template alone", async (t) => {
  const page = await site.page(t, "/colocated");
  assert.deepEqual(await Promise.all(["#mine", "#outermost", ".card .own", "#slotted"].map((one) => color(page, one))),
                   ["rgb(9, 8, 7)", "rgb(6, 5, 4)", "rgb(1, 2, 3)", "rgb(9, 8, 7)"]);
});

test("all of it is served for ever, under names with a hash", async (t) => {
  const page = await site.page(t, "/colocated");
  const urls = await page.$$eval("head [href*=colocated], head [src*=colocated]", (all) => all.map((one) => one.href ?? one.src));
  assert.equal(urls.filter((url) => url.endsWith(".css")).length, 1);
  assert.equal(urls.filter((url) => url.endsWith(".js")).length, 1);
  for (const url of urls) {
    const response = await page.request.get(url);
    assert.equal(response.status(), 200, url);
    assert.match(response.headers()["cache-control"], /immutable/, url);
  }
});

test("annotations name file and line, and the page works as without them", async (t) => {
  const page = await site.page(t, "/colocated");
  const file = "tests/browser/templates/colocated_live.h";
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const lineOf = (text) => lines.findIndex((line) => line.includes(text)) + 1;
  const around = await page.evaluate(() => {
    const comments = [];
    for (let node = document.querySelector("section.card").previousSibling; node; node = node.previousSibling)
      if (node.nodeType === Node.COMMENT_NODE) comments.push(node.data.trim());
    return comments.slice(0, 2);
  });
  const template = lines.findIndex((line, i) => i >= lineOf("struct card") && line.includes("PLUME_HEEX")) + 1;
  assert.deepEqual(around, [`<site::card> ${file}:${template} (templates)`, `@caller ${file}:${lineOf("<.card>")} (templates)`]);
  assert.equal(await page.getAttribute("section.card", "data-phx-loc"), String(lineOf("<section")));
  await page.click("#inc");
  await shows(page, "#ask", "1 * 2 = 2");
});
