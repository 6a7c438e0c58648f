// examples/hello: the smallest application.
import { test } from "node:test";
import { useSite } from "./browser.mjs";
import { shows } from "./gallery.mjs";

const site = useSite("hello");
// The browser asks for an icon, and there is none.
const expectedErrors = [/status of 404/];

test("greets whoever types a name, and counts waves", async (t) => {
  const page = await site.page(t, "/", { expectedErrors });
  await shows(page, "h1", "Hello, world!");
  await page.fill("[name=name]", "<you>");
  await shows(page, "h1", "Hello, <you>!");
  await page.click("button");
  await shows(page, "p", "You waved 1 time.");
  await page.click("button");
  await shows(page, "p", "You waved 2 times.");
});
