import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { root, Server } from "../support/server.mjs";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
               "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const screenshots = join(root, "build/screenshots");

/** A Chromium of its own (CHROMIUM, by default /usr/bin/chromium). */
export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });

/** Options of `site.context` for a telephone. */
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
/** Options of `site.context` for a browser that runs no script. */
export const withoutScript = { javaScriptEnabled: false };

/**
 * The fixture of a test file: a server program and a browser, there from before its first test until after its last.
 *
 *   const site = useSite("gallery");
 *   test("counts", async (t) => {
 *     const page = await site.page(t, "/counter");
 *     await page.click("text=+");
 *   });
 */
export function useSite(program, options) {
  const site = new Site(program, options);
  before(() => site.open(), { timeout: 60_000 });
  after(() => site.close(), { timeout: 30_000 });
  return site;
}

class Site {
  constructor(program, options) {
    this.server = new Server(program, options);
  }

  async open() {
    await this.server.start();
    this.browser = await launch();
  }

  async close() {
    await this.browser?.close();
    await this.server.stop("SIGKILL");
  }

  /** A browser profile of its own (cookies, storage), closed when test `t` ends. `options`: those of Playwright. */
  async context(t, options = {}) {
    const context = await this.browser.newContext({ baseURL: this.server.url, viewport: { width: 1280, height: 800 }, ...options });
    context.setDefaultTimeout(10_000);
    // Which pages browsers ask for an icon that they do not name is up to them.
    await context.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    t.after(() => context.close());
    return context;
  }

  /**
   * A page at `path`, in a new context or the one given; open and, where it holds a live view, connected.
   * Errors on its console and uncaught exceptions make test `t` fail at its end, unless they match one of
   * `expectedErrors`; `page.problems` lists them.
   */
  async page(t, path, { context, expectedErrors = [], ...options } = {}) {
    const page = await (context ?? (await this.context(t, options))).newPage();
    page.problems = [];
    const note = (text) => {
      if (!expectedErrors.some((pattern) => pattern.test(text))) page.problems.push(text);
    };
    page.on("console", (message) => { if (message.type() === "error") note(message.text()); });
    page.on("pageerror", (error) => note(error.stack ?? String(error)));
    t.after(() => {
      if (page.problems.length) throw new Error(`errors in the browser at ${path}:\n${page.problems.join("\n")}`);
    });
    await page.goto(path);
    if (options.javaScriptEnabled !== false) await connected(page);
    return page;
  }
}

/** Waits until every live view of the page is connected, as after a load or a restart of the server. */
export async function connected(page) {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("[data-phx-session]")].every((view) => view.classList.contains("phx-connected")));
}

/** Waits until the client has noticed that its server is gone. */
export async function disconnected(page) {
  await page.waitForFunction(() => !window.liveSocket.isConnected());
}

/** Writes build/screenshots/NAME.png of the page; gives its path. */
export async function screenshot(page, name, options = {}) {
  mkdirSync(screenshots, { recursive: true });
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path, animations: "disabled", ...options });
  return path;
}
