// What a page shows of exceptions with debug_errors; links that are the rest of its URL; multipart forms.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, useSite } from "./browser.mjs";
import { shows } from "./gallery.mjs";

const site = useSite("templates");
const box = "#plume-debug-error";

test("an exception of a callback shows itself", async (t) => {
  const page = await site.page(t, "/failing");
  await page.click("#throw");
  const text = await page.textContent(box);
  assert.match(text, /no <b>stock<\/b>/);
  assert.match(text, /std::runtime_error in site::FailingLive/);
  assert.match(text, /during event throw/);
  await page.click(`${box} button`);
  assert.equal(await page.locator(box).count(), 0);
  await connected(page);
});

test("an exception of a template shows its place", async (t) => {
  const page = await site.page(t, "/failing");
  await page.click("#break");
  assert.match(await page.textContent(box), /below 0.*in the template .*failing_live\.h:\d+:\d+/);
});

test("links are the rest of the page's URL", async (t) => {
  const page = await site.page(t, "/failing?page=1");
  await shows(page, "#at", "1");
  await page.click("#second");
  await shows(page, "#at", "2");
  await page.click("#top");
  await shows(page, "#at", "2#top");
  assert.match(page.url(), /\/failing\?page=2#top$/);
});

test("a multipart form is received, with its token", async (t) => {
  const page = await site.page(t, "/failing");
  await page.setInputFiles("[name=file]", { name: "a.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(2_000_000) });
  await Promise.all([page.waitForURL("**/posted"), page.click("#post")]);
  assert.equal(await page.textContent("body"), 'Jö "+"');
});
