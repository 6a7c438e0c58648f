// Browsers that keep no cookies: the page cannot connect, says so, and does not load again without end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { useSite } from "./browser.mjs";

const site = useSite("hello");

// A context whose responses set no cookies. `blocksStorage`: its pages may use no storage either, as browsers do that
// are told to block all cookies.
async function withoutCookies(t, { blocksStorage = false } = {}) {
  const context = await site.context(t);
  await context.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers["set-cookie"];
    await context.clearCookies();
    await route.fulfill({ response, headers });
  });
  if (blocksStorage) {
    await context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, { get() { throw new DOMException("Access is denied", "SecurityError"); } });
      }
    });
  }
  return context;
}

// Opens a page in it; `loads` counts its documents.
async function open(context, path = "/") {
  const page = await context.newPage();
  const loads = { count: 0 };
  page.on("request", (request) => { if (request.resourceType() === "document") ++loads.count; });
  await page.goto(path);
  return { page, loads };
}

for (const blocksStorage of [false, true]) {
  const storage = blocksStorage ? "without storage, too" : "with its storage";
  test(`a page that gets no cookies stops to reload and says why, ${storage}`, async (t) => {
    const { page, loads } = await open(await withoutCookies(t, { blocksStorage }));
    const message = page.getByRole("alert");
    await message.waitFor();
    assert.match(await message.textContent(), /keeps no cookies/);
    assert.equal(loads.count, 4, "the first load, and three more tries");
    assert.equal(await page.textContent("h1"), "Hello, world!", "what was rendered stays readable");
    assert.equal(await page.evaluate(() => window.liveSocket.isConnected()), false);
  });
}

test("a page connects once cookies are allowed, and forgets the tries before", async (t) => {
  const context = await withoutCookies(t);
  const { page } = await open(context);
  await page.getByRole("alert").waitFor();
  await context.unroute("**/*");
  await page.reload();
  await page.waitForSelector("[data-phx-session].phx-connected");
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.equal(await page.evaluate(() => window.sessionStorage.getItem("plume-reloads")), null);
});

test("the message may be the application's own", async (t) => {
  const context = await withoutCookies(t);
  await context.addInitScript(() => { window.PlumeOptions = { noSessionMessage: "Bitte Cookies erlauben." }; });
  const { page } = await open(context);
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByRole("alert").textContent(), "Bitte Cookies erlauben.");
});

test("a page without storage, but with cookies, connects and keeps its window's name", async (t) => {
  const context = await site.context(t);
  await context.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("Access is denied", "SecurityError"); } });
    }
    window.name = "shop";
  });
  const { page } = await open(context);
  await page.waitForSelector("[data-phx-session].phx-connected");
  assert.equal(await page.evaluate(() => window.name), "shop");
});
