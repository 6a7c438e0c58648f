// Shows the exceptions that end live views, on pages of an endpoint with `debug_errors`. The server tells of them where
// it tells the client that the view has ended: in `phx_error`, and in the answer to a join.
(() => {
  const box = document.createElement("section");
  box.id = "plume-debug-error";
  box.setAttribute("role", "alert");
  box.style.cssText = "position:fixed;z-index:2147483647;left:1rem;right:1rem;bottom:1rem;max-height:60vh;overflow:auto;"
    + "padding:1rem 1.25rem;border:1px solid #b3261e;border-left-width:5px;border-radius:8px;background:#fff;color:#1c1e21;"
    + "font:15px/1.5 system-ui,sans-serif;box-shadow:0 8px 30px rgb(0 0 0/.25)";

  const add = (tag, text, style) => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.style.cssText = style;
    box.append(element);
    return element;
  };
  const mono = "font:13px/1.55 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0";

  const show = ({ type, message, at, view, during }) => {
    box.replaceChildren();
    add("button", "Close", "float:right;font:inherit;cursor:pointer").addEventListener("click", () => box.remove());
    add("strong", message, "display:block;color:#b3261e;font-size:17px;white-space:pre-wrap;overflow-wrap:anywhere");
    add("p", `${type} in ${view}`, mono);
    if (at) add("p", `in the template ${at}`, mono);
    add("p", `during ${during}`, mono);
    document.body.append(box);
  };

  const shownOf = ({ event, payload }) => (event === "phx_error" ? payload : payload?.response)?.debug;
  const listen = () => window.liveSocket?.getSocket().onMessage((message) => {
    const debug = shownOf(message);
    if (debug) show(debug);
  });
  // The scripts of a page that starts a LiveSocket of its own may come later.
  if (window.liveSocket) listen();
  else document.addEventListener("DOMContentLoaded", listen);
})();
