// Starts the client. A page may set, in a script before this one:
//   window.PlumeHooks    the hooks of phx-hook, by name
//   window.PlumeOptions  any further options of LiveSocket (uploaders, metadata, dom, params, ...)
// The hooks and uploaders of templates (window.PlumeColocated, see <plume/colocated.h>) come in front of these.
// Afterwards the socket is window.liveSocket.
(() => {
  // Where the server is below a path of its host.
  const scriptName = document.currentScript?.dataset.scriptName ?? "";
  const csrfToken = document.querySelector("meta[name='csrf-token']")?.content;

  // The client retries on a fixed schedule; spread in time, those whom a restart cut off do not all return at once.
  const spread = (schedule, last) => (tries) => (schedule[tries - 1] || last) * (0.5 + Math.random());
  const reconnectDelay = spread([50, 100, 150, 200, 250, 500, 1000, 2000], 5000);

  const colocated = window.PlumeColocated || {};
  const { params, uploaders, longPollFallbackMs = 2500, ...options } = window.PlumeOptions || {};

  // A page that falls back stays with long-polling until it is loaded anew. So where a WebSocket has worked before, it is
  // tried for some 20 s first, which is longer than a restart.
  const patientTries = 11;
  const reconnectAfterMs = (tries) => {
    const { socket } = liveSocket;
    socket.longPollFallbackMs = socket.primaryPassedHealthCheck && tries <= patientTries ? null : longPollFallbackMs;
    return reconnectDelay(tries);
  };

  const liveSocket = new LiveView.LiveSocket(`${scriptName}/live`, Phoenix.Socket, {
    hooks: { ...colocated.hooks, ...window.PlumeHooks },
    uploaders: { ...colocated.uploaders, ...uploaders },
    longPollFallbackMs,
    reconnectAfterMs,
    rejoinAfterMs: spread([1000, 2000, 5000], 10000),
    ...options,
    params: (view) => ({ _csrf_token: csrfToken, ...(typeof params === "function" ? params(view) : params) }),
  });

  // A thin bar at the top while a page loads. It waits a little, so that a fast page does not flicker, and stands beside
  // the body, where no patch touches it.
  const bar = document.createElement("div");
  bar.style.cssText = "position:fixed;top:0;left:0;z-index:2147483647;width:100%;height:3px;background:#0ea5e9;"
    + "pointer-events:none;transform-origin:left;transform:scaleX(0);opacity:0";
  let waiting;
  const draw = (transition, scale, opacity) =>
    Object.assign(bar.style, { transition, transform: `scaleX(${scale})`, opacity });
  window.addEventListener("phx:page-loading-start", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!bar.isConnected) document.documentElement.append(bar);
      draw("none", 0, 1);
      bar.getBoundingClientRect();
      draw("transform 8s cubic-bezier(0.1, 0.7, 0.1, 1)", 0.9, 1);
    }, 120);
  });
  window.addEventListener("phx:page-loading-stop", () => {
    clearTimeout(waiting);
    if (bar.isConnected) draw("transform 0.2s, opacity 0.3s 0.2s", 1, 0);
  });

  liveSocket.connect();
  window.liveSocket = liveSocket;
})();
