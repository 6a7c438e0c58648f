// How long a browser takes from the navigation to a page until its live view is connected.
import { launch } from "../tests/browser/browser.mjs";

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

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

/** The medians of `rounds` visits of each URL, in milliseconds. The URLs take turns, so that other work slows all. */
export async function timesToConnect(urls, rounds) {
  const browser = await launch();
  try {
    const times = urls.map(() => []);
    for (const url of urls) await visit(browser, url);
    for (let round = 0; round < rounds; ++round)
      for (const [i, url] of urls.entries()) times[i].push(await visit(browser, url));
    return times.map(median);
  } finally {
    await browser.close();
  }
}
