// What tests of the gallery share.
import { useSite } from "./browser.mjs";

/** All live pages of the gallery. */
export const paths = ["/", "/counter", "/clock", "/table", "/table/unkeyed", "/form", "/order", "/board", "/components",
                      "/search", "/forecast/oslo", "/chat/lobby", "/feed", "/album", "/monitor", "/source/counter"];

/** The gallery under test. Its key outlives a restart, as in production. */
export const useGallery = () => useSite("gallery", { env: { SECRET_KEY_BASE: "gallery-under-test-".repeat(4) } });

/** Waits until the text of the element is `text`, blanks at its ends apart. */
export async function shows(page, selector, text) {
  try {
    await page.waitForFunction(([at, wanted]) => document.querySelector(at)?.textContent.trim() === wanted,
                               [selector, String(text)]);
  } catch (error) {
    const found = await page.evaluate((at) => document.querySelector(at)?.textContent.trim() ?? "no such element", selector);
    throw new Error(`${selector} should show "${text}", and shows "${found}" (${error.message})`);
  }
}

/** Records what the page's socket carries: gives {sent, received}, arrays of texts. Call it before the page is opened. */
export function recordSocket(page) {
  const record = { sent: [], received: [] };
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => record.sent.push(String(payload)));
    socket.on("framereceived", ({ payload }) => record.received.push(String(payload)));
  });
  return record;
}
