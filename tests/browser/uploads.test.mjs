// Files in a real browser: the album of the gallery.
import assert from "node:assert/strict";
import { test } from "node:test";
import { phone, screenshot } from "./browser.mjs";
import { useGallery } from "./gallery.mjs";

const site = useGallery();
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const picture = (name, size = png.length) =>
  ({ name, mimeType: "image/png", buffer: Buffer.concat([png, Buffer.alloc(Math.max(0, size - png.length))]) });
const choose = (page, files) => page.setInputFiles("#album input[type=file]", files);
const entries = (page) => page.locator("#album li");
const shown = (page) => page.$$eval(".pictures img", (images) => images.map((image) => image.alt));

test("album: files are shown before they are sent, and to everybody afterwards", async (t) => {
  const [page, other] = [await site.page(t, "/album"), await site.page(t, "/album")];
  await choose(page, [picture("one.png"), picture("two.png", 300_000)]);
  await page.waitForFunction(() => [...document.querySelectorAll("#album li img")].filter((image) => image.naturalWidth > 0).length === 2);
  await screenshot(page, "album-chosen");
  await page.click("text=Add to the album");
  for (const window of [page, other])
    await window.waitForFunction(() => document.querySelectorAll(".pictures img").length === 2);
  assert.equal(await entries(page).count(), 0);
  assert.deepEqual(await shown(other), ["two.png", "one.png"]);
  const served = await fetch(new URL(await page.getAttribute(".pictures img", "src"), site.server.url));
  assert.equal(served.headers.get("content-type"), "image/png");
  assert.equal(served.headers.get("x-content-type-options"), "nosniff");
  assert.equal((await served.arrayBuffer()).byteLength, 300_000);
});

test("album: what is no picture is refused, by its name or by its bytes", async (t) => {
  const page = await site.page(t, "/album");
  await choose(page, [{ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("text") }]);
  await page.waitForSelector("#album li [role=alert] >> text=is of a kind that is not accepted");
  await page.click("[aria-label='Remove notes.txt']");
  await entries(page).waitFor({ state: "detached" });
  await choose(page, [{ name: "page.png", mimeType: "image/png", buffer: Buffer.from("<script>alert(1)</script>") }]);
  await page.waitForSelector("#album li");
  await page.click("text=Add to the album");
  await page.waitForSelector("text=No pictures, whatever their names say: page.png");
});

test("album: too large and too many", async (t) => {
  const page = await site.page(t, "/album");
  await choose(page, [picture("large.png", 8_000_001)]);
  await page.waitForSelector("#album li >> text=is too large");
  await page.click("[aria-label='Remove large.png']");
  await entries(page).waitFor({ state: "detached" });
  await choose(page, Array.from({ length: 7 }, (_, i) => picture(`p${i}.png`)));
  await page.waitForSelector("text=too many files");
  await page.click("[aria-label='Remove p3.png']");
  await page.waitForSelector("text=too many files", { state: "detached" });
  await page.click("text=Add to the album");
  await page.waitForFunction(() => document.querySelectorAll("#album li").length === 0);
  assert.ok((await shown(page)).includes("p6.png"));
});

test("album: files of several megabytes, six at once, on a telephone", async (t) => {
  const page = await site.page(t, "/album", { ...phone });
  await choose(page, Array.from({ length: 6 }, (_, i) => picture(`big${i}.png`, 7_900_000)));
  await page.waitForFunction(() => document.querySelectorAll("#album li").length === 6);
  await page.click("text=Add to the album");
  await page.waitForFunction(() => document.querySelectorAll("#album li").length === 0);
  assert.equal((await shown(page)).filter((name) => name.startsWith("big")).length, 6);
});

test("album: a file is dropped on it", async (t) => {
  const page = await site.page(t, "/album");
  const data = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }));
    return transfer;
  }, [...png]);
  await page.dispatchEvent("#album label", "drop", { dataTransfer: data });
  await page.waitForSelector("#album li >> text=dropped.png");
});
