// How long a browser takes from the navigation to a page until its live view is connected.
import { launch } from "../tests/browser/browser.mjs";

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Notes in the page when its view was connected, in milliseconds since the navigation. */
function watch() {
  new MutationObserver(() => {
    if (document.querySelector("[data-phx-main].phx-connected")) window.connectedAt ??= performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
}

/** One visit of a browser that was never there. */
async function visit(browser, url) {
  const context = await browser.newContext();
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.connectedAt);
  const time = await page.evaluate(() => window.connectedAt);
  await context.close();
  return time;
}

/**
 * The times of `rounds` visits of two URLs, as pairs of milliseconds. They take turns, and take turns in being the first,
 * so that other work slows both.
 */
export async function timesToConnect([one, other], rounds) {
  const browser = await launch();
  try {
    for (const url of [one, other]) await visit(browser, url);
    const pairs = [];
    for (let round = 0; round < rounds; ++round) {
      const first = await visit(browser, round % 2 ? one : other);
      const second = await visit(browser, round % 2 ? other : one);
      pairs.push(round % 2 ? [first, second] : [second, first]);
    }
    return pairs;
  } finally {
    await browser.close();
  }
}
