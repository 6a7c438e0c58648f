// How pages fit their screens, and pictures of them for people to look at: build/screenshots.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eachPage, useAccounts } from "./accounts.mjs";
import { phone, screenshot } from "./browser.mjs";
import { paths, useGallery } from "./gallery.mjs";

const site = useGallery();
const accounts = useAccounts();
const screens = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone,
};
const name = (path) => path === "/" ? "index" : path.slice(1).replaceAll("/", "-");

// Puts a page into a state worth a picture.
const scenes = {
  "/counter": async (page) => {
    for (let i = 0; i < 7; ++i) await page.click("[aria-label=Increase]");
  },
  "/table": async (page) => {
    await page.click("text=Update every 10th");
    await page.click("tbody tr:nth-child(3) .link");
    await page.waitForSelector("[aria-selected]");
  },
  "/form": async (page) => {
    await page.fill("#user_name", "Ada Lovelace");
    await page.fill("#user_email", "ada@");
    await page.fill("#user_password", "engine");
    await page.waitForSelector("#about-password.error");
  },
  "/search": async (page) => {
    await page.fill("#query", "land");
    await page.waitForSelector("mark");
  },
  "/forecast/oslo": (page) => page.waitForSelector(".days"),
  "/chat/lobby": async (page) => {
    for (const [author, text] of [["Ada", "Good morning, everybody."],
                                  ["Bjarne", "Good morning! Who wrote the clock? I like how little it sends."],
                                  ["Grace", "It is a dozen lines. Look at its source."]]) {
      await page.fill("[name=author]", author);
      await page.fill("[name=text]", text);
      await page.press("[name=text]", "Enter");
      await page.waitForFunction(() => document.querySelector("[name=text]").value === "");
    }
  },
  "/monitor": (page) => page.waitForFunction(() =>
    document.querySelector(".chart polyline").getAttribute("points").trim().split(" ").length > 4),
};

for (const [screen, options] of Object.entries(screens)) {
  const look = screen === "phone" ? fits : isReadable;
  test(`pages: ${screen}`, async (t) => {
    const context = await site.context(t, options);
    for (const path of paths) {
      const page = await site.page(t, path, { context });
      await scenes[path]?.(page);
      await screenshot(page, `${name(path)}-${screen}`);
      await look(page, path);
      await page.close();
    }
  });
  test(`pages of accounts: ${screen}`, (t) => eachPage(accounts, t, options, async (page, title) => {
    await screenshot(page, `accounts-${title.replaceAll(" ", "-")}-${screen}`);
    await look(page, title, noHiddenColumns);
  }));
}

// No page is wider than a telephone. `check(page, title)` looks at more of it.
async function fits(page, title, check) {
  for (const width of [360, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(excess <= 0, `${title} is ${excess} pixels wider than ${width}`);
    assert.equal(await page.evaluate(() => window.innerWidth), width, `${title} made the browser zoom out`);
    await check?.(page, title);
  }
}

// What a table shows is not to be looked for behind its edge.
async function noHiddenColumns(page, title) {
  const scrolled = await page.evaluate(() =>
    [...document.querySelectorAll(".core-table-frame")].filter((frame) => frame.scrollWidth > frame.clientWidth).length);
  assert.equal(scrolled, 0, `a table of ${title} is wider than a telephone`);
}

// Text is readable on its ground, and everything that can be used has a name.
async function isReadable(page, title) {
  assert.deepEqual(await page.evaluate(findFaults), [], title);
}

// Runs in the page: texts whose contrast is below 4.5:1, controls without a name.
function findFaults() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] > 200) return color;
    }
    return [255, 255, 255, 255];
  };
  const faults = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (texts.nextNode() && seen.size < 500) {
    const element = texts.currentNode.parentElement;
    if (seen.has(element) || !texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest(":disabled, noscript, script, .skip, .hidden")) continue;
    seen.add(element);
    const [a, b] = [luminance(rgba(getComputedStyle(element).color)), luminance(ground(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) faults.push(`"${texts.currentNode.data.trim().slice(0, 30)}" has contrast ${contrast.toFixed(1)}`);
  }
  for (const control of document.querySelectorAll("a, button, input:not([type=hidden])")) {
    const named = control.textContent.trim() || control.ariaLabel || control.labels?.length;
    if (!named) faults.push(`no name: ${control.outerHTML}`);
  }
  return faults;
}
