// What tests of examples/accounts share.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { connected, useSite } from "./browser.mjs";

export const password = "correct horse";

/** The application under test, with accounts of its own: {site, user}. */
export function useAccounts() {
  const folder = mkdtempSync(join(tmpdir(), "accounts-"));
  const env = { ACCOUNTS_DATABASE: join(folder, "accounts.db"), SECRET_KEY_BASE: "accounts-under-test-".repeat(4) };
  const site = useSite("accounts", { env });
  after(() => rmSync(folder, { recursive: true }));

  /** A page at /wall of a new browser, logged in as the user, who is registered where there is none yet. */
  const known = new Set();
  async function user(t, name, options = {}) {
    const email = `${name}@example.org`;
    const page = await site.page(t, "/", options);
    if (known.has(email)) {
      await logIn(page, email);
      await arrives(page, "/wall");
    } else {
      await register(page, email);
      known.add(email);
    }
    return page;
  }
  return { site, user };
}

export async function arrives(page, path) {
  await page.waitForURL((url) => url.pathname === path);
  await connected(page);
}

export async function fill(page, email, word = password) {
  await page.fill("#user_email", email);
  await page.fill("#user_password", word);
}

export async function register(page, email) {
  await page.goto("/register");
  await connected(page);
  await fill(page, email);
  await page.click("text=Create the account");
  await arrives(page, "/wall");
}

export async function logIn(page, email, word) {
  await page.goto("/log-in");
  await connected(page);
  await fill(page, email, word);
  await page.click("#log-in button");
}

/**
 * Shows each page of the application, in contexts of these options: as a guest sees them, with what forms say of what
 * is wrong, and as its administrator. `look(page, name)` looks at one.
 */
export async function eachPage({ site, user }, t, options, look) {
  const guest = await site.page(t, "/", options);
  await look(guest, "home of a guest");
  await logIn(guest, "nobody@example.org", "wrong");
  await guest.waitForSelector("#flash-error");
  await look(guest, "log-in");
  await guest.goto("/register");
  await connected(guest);
  await fill(guest, "ada@", "short");
  await guest.click("text=Create the account");
  await guest.waitForSelector("#user_password-notes .core-error");
  await look(guest, "register");

  const admin = await user(t, "ada", options);
  await admin.fill("[name=text]", `A ${"very ".repeat(30)}long note`);
  await admin.press("[name=text]", "Enter");
  await admin.waitForFunction(() => document.querySelector("[name=text]").value === "");
  for (const [path, name] of [["/wall", "wall"], ["/users", "users"], ["/", "home"]]) {
    await admin.goto(path);
    await connected(admin);
    await look(admin, name);
  }
}
