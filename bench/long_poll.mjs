// A visitor of a page that can have no WebSocket: loads it, joins its view by long-polling, and sends events, each when the one
// before is answered. Speaks what the official client does: messages are posted, and come back with a poll that waits.
import { Agent, request } from "node:http";

const attribute = (html, name) => new RegExp(`${name}="([^"]*)"`).exec(html)[1];

export class LongPollVisitor {
  #agent = new Agent({ keepAlive: true });
  #ref = 0;

  constructor(port, path) {
    this.port = port;
    this.path = path;
  }

  #send(method, path, body) {
    return new Promise((done, failed) => {
      const headers = { cookie: this.cookie ?? "", ...(body && { "content-type": "application/json", "content-length": Buffer.byteLength(body) }) };
      const sent = request({ port: this.port, host: "localhost", agent: this.#agent, method, path, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => done({ text, headers: response.headers }));
      });
      sent.on("error", failed).end(body);
    });
  }

  async #poll() {
    const { text } = await this.#send("GET", this.socket);
    const { token, messages } = JSON.parse(text);
    this.socket = `${this.open}&token=${encodeURIComponent(token)}`;
    return messages.map((message) => JSON.parse(message));
  }

  /** Sends a message, and gives its answer. */
  async #ask(event, payload) {
    const ref = String(++this.#ref);
    const answers = this.#poll();
    await this.#send("POST", this.socket, JSON.stringify(["1", ref, this.topic, event, payload]));
    for (let messages = await answers; ; messages = await this.#poll()) {
      const answer = messages.find(([, of]) => of === ref);
      if (!answer) continue;
      if (answer[4].status !== "ok") throw new Error(`${event} was answered ${JSON.stringify(answer)}`);
      return answer[4].response;
    }
  }

  async join() {
    const page = await this.#send("GET", this.path);
    this.cookie = page.headers["set-cookie"][0].split(";")[0];
    const csrf = attribute(page.text, 'csrf-token" content');
    this.open = this.socket = `/live/longpoll?_csrf_token=${encodeURIComponent(csrf)}&vsn=2.0.0`;
    this.topic = `lv:${/id="(phx-[^"]*)"/.exec(page.text)[1]}`;
    await this.#poll();
    await this.#ask("phx_join", {
      url: `http://localhost:${this.port}${this.path}`, params: { _csrf_token: csrf, _mounts: 0 },
      session: attribute(page.text, "data-phx-session"), static: attribute(page.text, "data-phx-static"),
    });
  }

  event(name) { return this.#ask("event", { type: "click", event: name, value: { value: "" } }); }
  leave() { this.#agent.destroy(); }
}
