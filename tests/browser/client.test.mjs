// The script that every page loads: the official client and the lines of assets/app.js.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildFolder } from "../support/server.mjs";
import { launch } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// A page with the script and no server behind it; `setup` is a script that runs before.
async function pageWithClient(t, setup = "") {
  const page = await browser.newPage();
  t.after(() => page.close());
  const answer = (contentType, body) => (route) => route.fulfill({ contentType, body });
  await page.route("**/*", answer("text/html", `<!doctype html><html><head>
    <meta name="csrf-token" content="token-of-the-page"><script>${setup}</script>
    <script defer src="/assets/plume.js"></script></head><body>page</body></html>`));
  await page.route("**/assets/plume.js", answer("text/javascript", readFileSync(join(buildFolder, "src/client/plume.js"))));
  await page.goto("http://localhost/");
  return page;
}

const bar = ".plume-loading-bar";
const announce = (page, what) => page.evaluate((name) => { window.dispatchEvent(new CustomEvent(name)); }, `phx:page-loading-${what}`);

test("is of the version that the library names", async (t) => {
  const page = await pageWithClient(t);
  const named = readFileSync(join(buildFolder, "src/client/client_version.cpp"), "utf8");
  assert.match(named, new RegExp(`"${await page.evaluate(() => window.liveSocket.version())}"`));
});

test("sends the page's CSRF token, and the page's own parameters", async (t) => {
  const params = (page) => page.evaluate(() => window.liveSocket.params());
  assert.deepEqual(await params(await pageWithClient(t)), { _csrf_token: "token-of-the-page" });
  assert.deepEqual(await params(await pageWithClient(t, "window.PlumeOptions = {params: {zone: 'UTC'}}")),
                   { _csrf_token: "token-of-the-page", zone: "UTC" });
});

test("takes the page's hooks and options", async (t) => {
  const page = await pageWithClient(t, `
    window.PlumeHooks = {Chart: {mounted() {}}};
    window.PlumeOptions = {uploaders: {Shelf() {}}, maxReloads: 3};`);
  assert.deepEqual(await page.evaluate(() => {
    const { hooks, uploaders, maxReloads } = window.liveSocket;
    return [Object.keys(hooks), Object.keys(uploaders), maxReloads];
  }), [["Chart"], ["Shelf"], 3]);
});

test("spreads its retries over half to one and a half times the schedule", async (t) => {
  const page = await pageWithClient(t);
  const ranges = await page.evaluate(() => {
    const { socket } = window.liveSocket;
    const range = (delay) => {
      const delays = Array.from({ length: 500 }, delay);
      return [Math.min(...delays), Math.max(...delays)];
    };
    return {
      first: range(() => socket.reconnectAfterMs(1)),
      late: range(() => socket.reconnectAfterMs(50)),
      rejoin: range(() => socket.rejoinAfterMs(1)),
    };
  });
  for (const [name, base] of [["first", 50], ["late", 5000], ["rejoin", 1000]]) {
    const [least, most] = ranges[name];
    assert.ok(least >= base * 0.5 && least < base * 0.7, `${name}: ${least}`);
    assert.ok(most <= base * 1.5 && most > base * 1.3, `${name}: ${most}`);
  }
});

test("shows a bar while a page loads", async (t) => {
  const page = await pageWithClient(t);
  await announce(page, "start");
  await page.waitForSelector(bar, { state: "attached" });
  assert.equal(await page.$eval(bar, (element) => `${getComputedStyle(element).height} ${element.getAttribute("style")}`), "3px null");
  assert.equal(await page.locator("html > :not(head, body)").count(), 0);
  await announce(page, "stop");
  await page.waitForSelector(bar, { state: "detached" });
});

test("shows no bar where the page says so", async (t) => {
  const page = await pageWithClient(t, "window.PlumeOptions = {loadingBar: false}");
  await page.clock.install();
  await announce(page, "start");
  await page.clock.runFor(1000);
  assert.equal(await page.locator(bar).count(), 0);
});

test("shows no bar for a page that is there at once", async (t) => {
  const page = await pageWithClient(t);
  await page.clock.install();
  await announce(page, "start");
  await announce(page, "stop");
  await page.clock.runFor(1000);
  assert.equal(await page.locator(bar).count(), 0);
});
