// Opens the WebSocket of a live page before the client is evaluated, so that both take their time at once. app.js hands
// it to the client.
(() => {
  const { params, transport, authToken, vsn = "2.0.0" } = window.PlumeOptions || {};
  const canTell = typeof params !== "function" && !transport && !authToken;  // how the client will open it
  if (!canTell || !window.WebSocket || !document.querySelector("[data-phx-session]")) return;
  try {
    if (sessionStorage.getItem("phx:fallback:LongPoll")) return;
  } catch {}  // a browser without storage remembers no fallback

  const _csrf_token = document.querySelector("meta[name='csrf-token']")?.content;
  const query = Object.entries({ _csrf_token, ...params, vsn }).map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const url = `${scheme}://${location.host}${document.currentScript?.dataset.scriptName ?? ""}/live/websocket?${query}`;
  window.PlumeEarlySocket = { url, socket: new WebSocket(url) };
})();
