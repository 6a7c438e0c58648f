// Starts the client. A page may set, in a script before this one:
//   window.PlumeHooks    the hooks of phx-hook, by name
//   window.PlumeOptions  any further options of LiveSocket (uploaders, metadata, dom, params, ...), and
//                        `noSessionMessage`: what people read if the browser keeps no cookies, and
//                        `loadingBar: false`, if the page shows itself that another one loads
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
  const {
    params, uploaders, longPollFallbackMs = 2500, loadingBar = true,
    noSessionMessage = "This page cannot connect, because your browser keeps no cookies for it. "
      + "Allow cookies for this site, then reload the page.",
    ...options
  } = window.PlumeOptions || {};

  // A browser that keeps no cookies may refuse its storages as well: then a page has some of its own.
  const usable = (name) => {
    try {
      window[name].getItem(name);
      return window[name];
    } catch {
      return null;
    }
  };
  const ownStorage = () => {
    const items = new Map();
    return {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => items.set(key, String(value)),
      removeItem: (key) => items.delete(key),
    };
  };
  const sessionStorage = usable("sessionStorage");

  // A page that falls back stays with long-polling until it is loaded anew. So where a WebSocket has worked before, it is
  // tried for some 20 s first, which is longer than a restart.
  const patientTries = 11;
  const reconnectAfterMs = (tries) => {
    const { socket } = liveSocket;
    socket.longPollFallbackMs = socket.primaryPassedHealthCheck && tries <= patientTries ? null : longPollFallbackMs;
    return reconnectDelay(tries);
  };

  // The first connection is the one that plume_socket.js opened, unless the client asks for another one.
  const early = window.PlumeEarlySocket;
  window.PlumeEarlySocket = null;  // too late for another one
  function firstTransport(url, protocols) {
    liveSocket.socket.transport = WebSocket;
    const { socket } = early;
    if (url !== early.url || protocols || socket.readyState > WebSocket.OPEN) {
      socket.close();
      return new WebSocket(url, protocols);
    }
    if (socket.readyState === WebSocket.OPEN) queueMicrotask(() => socket.dispatchEvent(new Event("open")));
    return socket;
  }

  // A page without hooks does not load those of the templates. If one comes later, by a patch or by navigation, a hook
  // that does nothing stands in its place until they are loaded, and the events of the server wait as long.
  const hooksUrl = document.currentScript?.dataset.hooks;
  const hooks = { ...colocated.hooks, ...window.PlumeHooks };
  let loading, areLoaded = !hooksUrl, heldEvents;
  const loadHooks = () => loading ??= import(hooksUrl)
    .then((module) => {
      Object.assign(hooks, module.hooks, window.PlumeHooks);
      areLoaded = true;
    })
    .catch((error) => { loading = undefined; throw error; });
  const holdEvents = () => {
    if (heldEvents) return;
    heldEvents = [];
    const { dispatchEvents } = liveSocket;
    liveSocket.dispatchEvents = (events) => heldEvents.push(...events);
    loading.catch(() => {}).then(() => {
      const events = heldEvents;
      heldEvents = undefined;
      liveSocket.dispatchEvents = dispatchEvents;
      liveSocket.dispatchEvents(events);
    });
  };
  const late = {
    mounted() {
      const view = this.__view();
      loadHooks().then(() => {
        if (view.getHook(this.el) !== this) return;
        view.destroyHook(this);
        view.maybeAddNewHook(this.el);
      });
      holdEvents();
    },
  };
  const isRuntimeHook = (name) => document.querySelector(`script[data-phx-runtime-hook="${CSS.escape(name)}"]`);
  const lateHooks = new Proxy(hooks, {
    get: (known, name) => known[name] ?? (areLoaded || isRuntimeHook(name) ? undefined : late),
  });

  const liveSocket = new LiveView.LiveSocket(`${scriptName}/live`, Phoenix.Socket, {
    hooks: lateHooks,
    ...(early && { transport: firstTransport }),
    uploaders: { ...colocated.uploaders, ...uploaders },
    localStorage: usable("localStorage") ?? ownStorage(),
    sessionStorage: sessionStorage ?? ownStorage(),
    longPollFallbackMs,
    reconnectAfterMs,
    rejoinAfterMs: spread([1000, 2000, 5000], 10000),
    ...options,
    params: (view) => ({ _csrf_token: csrfToken, ...(typeof params === "function" ? params(view) : params) }),
  });
  // The page's parameters go with the joins. The URL of the socket has none of them, so it is known early.
  liveSocket.socket.params = () => ({ _csrf_token: csrfToken });

  // Without the cookie of its session each join is stale, and the client loads the page again. How often it did so without
  // a join between is kept for the next load: in the storage, or else in the window's name.
  const maxReloads = 3;
  const forgottenAfterMs = 60_000;
  const key = "plume-reloads";
  const inName = / ?plume-reloads=(\S*)$/;
  const readReloads = () => {
    const [count, at] = ((sessionStorage ? sessionStorage.getItem(key) : inName.exec(window.name)?.[1]) ?? "").split("@");
    return Date.now() - Number(at) < forgottenAfterMs ? Number(count) : 0;
  };
  const writeReloads = (count) => {
    const text = `${count}@${Date.now()}`;
    if (sessionStorage) sessionStorage.setItem(key, text);
    else window.name = `${window.name.replace(inName, "")} ${key}=${text}`;
  };
  const forgetReloads = () => {
    if (sessionStorage) sessionStorage.removeItem(key);
    else if (inName.test(window.name)) window.name = window.name.replace(inName, "");
  };
  const giveUp = () => {
    liveSocket.disconnect();
    const message = document.createElement("div");
    message.setAttribute("role", "alert");
    message.style.cssText = "position:fixed;z-index:2147483647;left:0;right:0;bottom:0;padding:1rem;background:#fff;"
      + "color:#111;border-top:3px solid #b91c1c;font:1rem/1.5 system-ui,sans-serif;text-align:center";
    message.textContent = noSessionMessage;
    document.documentElement.append(message);
  };
  const isThisPage = (url) => {
    const [here] = window.location.href.split("#");
    return new URL(url, here).href.split("#")[0] === here;
  };
  const redirect = liveSocket.redirect.bind(liveSocket);
  liveSocket.redirect = (to, ...rest) => {
    if (isThisPage(to)) {
      const reloads = readReloads();
      if (reloads >= maxReloads) return giveUp();
      writeReloads(reloads + 1);
    }
    redirect(to, ...rest);
  };
  window.addEventListener("phx:page-loading-stop", forgetReloads);

  // A thin bar at the top while a page loads. It waits a little, so that a fast page does not flicker, and is in the
  // document only while it is seen. Its looks are those of a style sheet that any rule of the page's own wins over.
  const showLoadingBar = () => {
    const bar = document.createElement("div");
    bar.setAttribute("aria-hidden", "true");
    let styles, waiting;
    const addStyles = () => {
      styles = new CSSStyleSheet();
      styles.replaceSync(`
        :where(.plume-loading-bar) {
          position: fixed; top: 0; left: 0; z-index: 2147483647; width: 100%; height: 3px; background: #0ea5e9;
          pointer-events: none; transform-origin: left; transform: scaleX(0.9);
          animation: plume-loading 8s cubic-bezier(0.1, 0.7, 0.1, 1);
        }
        :where(.plume-loaded) { transform: none; opacity: 0; animation: none; transition: opacity 0.3s 0.1s; }
        @keyframes plume-loading { from { transform: scaleX(0); } }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
    };
    window.addEventListener("phx:page-loading-start", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        if (!styles) addStyles();
        bar.className = "plume-loading-bar";
        document.body.append(bar);
      }, 120);
    });
    window.addEventListener("phx:page-loading-stop", () => {
      clearTimeout(waiting);
      if (!bar.isConnected) return;
      bar.classList.add("plume-loaded");
      waiting = setTimeout(() => bar.remove(), 500);
    });
  };
  if (loadingBar) showLoadingBar();

  liveSocket.connect();
  window.liveSocket = liveSocket;
})();
