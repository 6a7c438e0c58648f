// Endless lists in a real browser: the feed of the gallery.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected } from "./browser.mjs";
import { useGallery } from "./gallery.mjs";

const site = useGallery();
const ids = (page) => page.$$eval("#items > li", (items) => items.map((item) => Number(item.id.replace("items-", ""))));
const descends = (list) => list.every((id, i) => i === 0 || id === list[i - 1] - 1);

// Scrolls until the list shows that reading.
async function scrollTo(page, id, by) {
  for (let i = 0; i < 400; ++i) {
    if ((await ids(page)).includes(id)) return;
    // The client asks for more when the list is scrolled to its end, not while it stands there.
    for (const distance of [-Math.sign(by) * 100, by])
      await page.$eval(".feed-frame", (list, to) => new Promise((done) => {
        list.scrollBy(0, to);
        requestAnimationFrame(() => requestAnimationFrame(done));
      }), distance);
  }
  assert.fail(`reading ${id} did not come; there are ${await ids(page)}`);
}

test("feed: older readings come as one scrolls, and the page keeps a hundred", async (t) => {
  const page = await site.page(t, "/feed");
  await page.click("text=Hold new ones back");
  await page.waitForSelector("text=Let new ones come");
  const newest = (await ids(page))[0];
  await scrollTo(page, newest - 300, 4000);
  const shown = await ids(page);
  assert.ok(shown.length <= 100, `${shown.length} readings are in the page`);
  assert.ok(descends(shown), `in order, without gaps: ${shown}`);
  assert.ok(!shown.includes(newest));
  await scrollTo(page, newest - 150, -200);
  assert.ok(descends(await ids(page)));
  assert.ok((await ids(page)).length <= 100);
});

test("feed: new readings come at the newest end, and wait elsewhere", async (t) => {
  const page = await site.page(t, "/feed");
  const newest = (await ids(page))[0];
  await page.waitForSelector(`#items-${newest + 1}`);
  assert.equal((await ids(page))[0], newest + 1);
  await scrollTo(page, newest - 120, 4000);
  await page.waitForSelector("text=/^\\d+ newer$/");
  const unseen = () => page.$eval(".feed-news", (news) => parseInt(news.textContent, 10));
  const another = async (n) =>
    page.waitForFunction((than) => parseInt(document.querySelector(".feed-news").textContent, 10) > than, n);
  await another(await unseen());  // whatever was on its way before is there
  const before = await ids(page);
  await another(await unseen());
  assert.deepEqual((await ids(page)).filter((id) => before.includes(id)), before, "nothing moved");
  await page.click("text=/^\\d+ newer$/");
  await page.waitForFunction((id) => Number(document.querySelector("#items > li").id.slice(6)) > id, newest + 1);
  assert.ok(descends(await ids(page)));
});

test("feed: a new connection shows the newest readings again", async (t) => {
  const page = await site.page(t, "/feed");
  await scrollTo(page, (await ids(page))[0] - 120, 4000);
  await page.evaluate(() => window.liveSocket.socket.conn.close());
  await page.waitForFunction(() => document.querySelectorAll("#items > li").length === 30);
  await connected(page);
  assert.ok(descends(await ids(page)));
});
