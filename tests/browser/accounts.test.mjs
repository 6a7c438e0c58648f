// examples/accounts: who may see what, and for how long (server-api 3.5, 4.3, 12.1, 13.3, 13.4).
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrives, fill, logIn, password, useAccounts } from "./accounts.mjs";
import { connected } from "./browser.mjs";
import { shows } from "./gallery.mjs";

const { site, user } = useAccounts();

// What a browser prints while no server is there, or for an answer that refuses.
const noServer = [/WebSocket connection to .* failed/, /ERR_CONNECTION_REFUSED/];
const refusal = [/status of 40[34]/];

test("the first who registers is the administrator; the next is a member", async (t) => {
  const admin = await user(t, "ada");
  await shows(admin, "#flash-info", "Welcome! Your account was created.");
  await shows(admin, ".who", "ada@example.org");
  assert.equal(await admin.locator("nav >> text=Users").count(), 1);
  const member = await user(t, "bob");
  assert.equal(await member.locator("nav >> text=Users").count(), 0);
});

test("5.2: the way back after the log-in leads to no other site", async (t) => {
  const guest = await site.page(t, "/");
  await guest.goto(`${site.server.url}//wall`);  // a path that is also an address: that of the host "wall"
  await arrives(guest, "/log-in");
  await fill(guest, "bob@example.org");
  await guest.click("#log-in button");
  await arrives(guest, "/wall");
});

test("a wrong password and an unknown address are told apart by nobody", async (t) => {
  const page = await site.page(t, "/");
  for (const [email, word] of [["bob@example.org", "wrong"], ["nobody@example.org", password]]) {
    await logIn(page, email, word);
    await arrives(page, "/log-in");
    await shows(page, "#flash-error", "Wrong address or password.");
    assert.equal(await page.inputValue("#user_email"), email);
    assert.equal(await page.inputValue("#user_password"), "");
  }
});

test("who fails to log in again and again must wait, with the right password, too", async (t) => {
  const [page, email] = [await user(t, "eve"), "eve@example.org"];
  await page.click("#log-out");
  await arrives(page, "/");
  for (let i = 0; i < 5; ++i) {
    await logIn(page, email, "wrong");
    await arrives(page, "/log-in");
    await shows(page, "#flash-error", "Wrong address or password.");
  }
  await logIn(page, email);
  await arrives(page, "/log-in");
  const message = await page.textContent("#flash-error");
  assert.match(message, /Too many attempts. Please try again in (2\d|30) s\./);
  await user(t, "bob");
});

test("registering: the form says what is wrong, and an address is taken once", async (t) => {
  const page = await site.page(t, "/register");
  // Not by the button: notes that come and go move it from under the pointer.
  await fill(page, "bob@", "short");
  await page.press("#user_password", "Enter");
  await shows(page, "#user_email-notes .core-error", "This is no e-mail address.");
  await shows(page, "#user_password-notes .core-error", "This is too short.");
  await fill(page, "BOB@example.org");
  await page.press("#user_password", "Enter");
  await shows(page, "#user_email-notes .core-error", "This address is taken.");
  assert.equal(new URL(page.url()).pathname, "/register");
});

test("13.3: a log-in begins another session: what was known before is worth nothing", async (t) => {
  const context = await site.context(t);
  const page = await site.page(t, "/log-in", { context, expectedErrors: refusal });
  const [planted, token] = [await context.cookies(), await page.getAttribute("meta[name=csrf-token]", "content")];
  await logIn(page, "bob@example.org");
  await arrives(page, "/wall");
  const answer = await page.request.post("/log-out", { form: { _method: "delete", _csrf_token: token }, maxRedirects: 0 });
  assert.equal(answer.status(), 403);

  const other = await site.context(t);
  await other.addCookies(planted);
  const stranger = await site.page(t, "/wall", { context: other });
  await arrives(stranger, "/log-in");
});

test("12.1: a log-out ends the live pages of its browser, and of no other", async (t) => {
  const context = await site.context(t);
  const page = await user(t, "bob", { context });
  const window = await site.page(t, "/wall", { context, expectedErrors: noServer });
  const elsewhere = await user(t, "bob");
  await elsewhere.evaluate(() => { window.sameDocument = true; });
  await elsewhere.fill("[name=text]", "half a note");

  await page.click("#log-out");
  await arrives(page, "/");
  await shows(page, "#flash-info", "You are logged out.");
  await arrives(window, "/log-in");

  await elsewhere.press("[name=text]", "Enter");
  await shows(elsewhere, ".notes li p", "half a note");
  assert.ok(await elsewhere.evaluate(() => window.sameDocument));
});

test("members see at once what one writes, as text", async (t) => {
  const [ada, bob] = [await user(t, "ada"), await user(t, "bob")];
  await ada.fill("[name=text]", "<b>hello</b>");
  await ada.press("[name=text]", "Enter");
  for (const page of [ada, bob]) {
    await shows(page, ".notes li p", "<b>hello</b>");
    await shows(page, ".notes li .muted", "ada@example.org");
  }
  await ada.waitForFunction(() => document.querySelector("[name=text]").value === "");
});

test("12.1: an administrator sees who is logged in, and ends that", async (t) => {
  const admin = await user(t, "ada");
  await admin.goto("/users");
  await connected(admin);
  const logIns = (n) => admin.waitForFunction((wanted) =>
    [...document.querySelectorAll("#users tr")].some((row) =>
      row.textContent.includes("carol@") && row.querySelector(".core-number").textContent.trim() === wanted), String(n));
  const context = await site.context(t);
  const [carol, phone] = [await user(t, "carol", { context }), await user(t, "carol", { expectedErrors: noServer })];
  await logIns(2);
  await admin.click("[aria-label='Log out carol@example.org everywhere']");
  await arrives(carol, "/log-in");
  await arrives(phone, "/log-in");
  await logIns(0);
  await carol.goto("/wall");
  await arrives(carol, "/log-in");
});

test("who wants to be remembered is, when the browser was closed; nobody else", async (t) => {
  for (const remembered of [true, false]) {
    const context = await site.context(t);
    const page = await site.page(t, "/log-in", { context });
    await fill(page, "bob@example.org");
    if (remembered) await page.check("#user_remember_me");
    await page.click("#log-in button");
    await arrives(page, "/wall");
    await context.clearCookies({ name: "_plume_session" });
    await page.goto("/wall");
    await arrives(page, remembered ? "/wall" : "/log-in");
    if (!remembered) continue;
    await page.fill("[name=text]", "still here");
    await page.press("[name=text]", "Enter");
    await shows(page, ".notes li p", "still here");
    await page.click("#log-out");
    await arrives(page, "/");
    await page.goto("/wall");
    await arrives(page, "/log-in");
  }
});

test("a restart of the server keeps accounts and log-ins, and what was written", async (t) => {
  const page = await user(t, "bob", { expectedErrors: noServer });
  await page.fill("[name=text]", "before");
  await page.press("[name=text]", "Enter");
  await shows(page, ".notes li p", "before");
  await site.server.restart("SIGKILL");
  await connected(page);
  await shows(page, ".notes li p", "before");
  await page.fill("[name=text]", "after");
  await page.press("[name=text]", "Enter");
  await shows(page, ".notes li p", "after");
  await page.goto("/");
  await shows(page, ".who", "bob@example.org");
});

test("13.4: requests without the session's CSRF token are refused", async (t) => {
  const page = await user(t, "bob", { expectedErrors: refusal });
  const forge = (path, token) => page.evaluate(async ([to, forged]) => {
    const body = new URLSearchParams({ _method: "delete", ...(forged && { _csrf_token: forged }) });
    return (await fetch(to, { method: "POST", body, redirect: "manual" })).status;
  }, [path, token]);
  assert.equal(await forge("/log-out"), 403);
  assert.equal(await forge("/log-out", "AAAA".repeat(14)), 403);
  await page.reload();
  await arrives(page, "/wall");
});

test("4.3: guests are sent to log in and come back; members see nothing of the administrators", async (t) => {
  const guest = await site.page(t, "/wall");
  await arrives(guest, "/log-in");
  await shows(guest, "#flash-error", "Please log in first.");
  await guest.goto("/users");
  await arrives(guest, "/log-in");
  await fill(guest, "ada@example.org");
  await guest.click("#log-in button");
  await arrives(guest, "/users");

  const member = await user(t, "bob", { expectedErrors: refusal });
  assert.equal((await member.goto("/users")).status(), 404);
  await member.goto("/log-in");
  await arrives(member, "/wall");
});
