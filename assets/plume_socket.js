// Opens the WebSocket of a live page while the client is still loaded and evaluated. app.js hands it to the client. A page
// loads it by itself, and once more as the beginning of the client, in case that comes first.
(() => {
  if ("PlumeEarlySocket" in window || !window.WebSocket) return;
  // Only live pages load it by itself, before their views are there.
  if (document.readyState !== "loading" && !document.querySelector("[data-phx-session]")) return;
  const token = document.querySelector("meta[name='csrf-token']")?.content;
  if (!token) return;
  try {
    if (sessionStorage.getItem("phx:fallback:LongPoll")) return;
  } catch {}  // a browser without storage remembers no fallback

  const scriptName = document.currentScript?.dataset.scriptName ?? "";
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const url = `${scheme}://${location.host}${scriptName}/live/websocket?_csrf_token=${encodeURIComponent(token)}&vsn=2.0.0`;
  window.PlumeEarlySocket = { url, socket: new WebSocket(url) };
})();
