// What axe, a checker of accessibility, finds on the pages of the examples: nothing serious.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { eachPage, useAccounts } from "./accounts.mjs";
import { paths, useGallery } from "./gallery.mjs";

const site = useGallery();
const accounts = useAccounts();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Of a thousand rows alike the first are looked at: the checker takes ten seconds for all of them.
const exclude = ["tbody tr:nth-child(n + 20)"];

/** The serious and critical faults of the page as it is, one line each. */
async function faults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((exclude) => window.axe.run({ exclude }, { resultTypes: ["violations"] }), exclude);
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`));
}

for (const colorScheme of ["light", "dark"]) {
  const options = { colorScheme, reducedMotion: "reduce" };
  test(`every page, ${colorScheme}`, async (t) => {
    const context = await site.context(t, options);
    for (const path of paths) {
      const page = await site.page(t, path, { context });
      assert.deepEqual(await faults(page), [], path);
      await page.close();
    }
  });
  test(`every page of accounts, ${colorScheme}`, (t) => eachPage(accounts, t, options, async (page, name) => {
    assert.deepEqual(await faults(page), [], name);
  }));
}

test("open dialogs, menus and notices", async (t) => {
  const page = await site.page(t, "/components", { reducedMotion: "reduce" });
  await page.click("#actions-button");
  await page.waitForSelector("#actions-menu");
  assert.deepEqual(await faults(page), [], "menu");
  await page.click("text=Report an error");
  await page.click("#add");
  await page.waitForFunction(() => document.activeElement.id === "bird_name");
  await page.fill("#bird_wingspan", "1");
  await page.waitForSelector("#bird_wingspan-notes .core-error");
  assert.deepEqual(await faults(page), [], "dialog with a form");
});

test("the checker finds what is wrong", async (t) => {
  const page = await site.page(t, "/");
  await page.evaluate(() => document.querySelector("main").insertAdjacentHTML("beforeend", "<button></button>"));
  assert.match((await faults(page)).join(), /button-name/);
});
