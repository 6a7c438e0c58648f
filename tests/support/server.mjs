import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, and the build folder whose programs are tested (PLUME_BUILD, by default build/dev). */
export const root = fileURLToPath(new URL("../..", import.meta.url));
export const buildFolder = resolve(process.env.PLUME_BUILD ?? join(root, "build/dev"));

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/**
 * A server program under test. It is started with `--port`, and counts as started once it prints
 * `listening on http://localhost:PORT`. None outlives the test process.
 */
export class Server {
  /** `program`: a path, or the name of a program in the build folder. */
  constructor(program, { args = [], env = {}, startTimeoutMs = 20_000 } = {}) {
    this.program = program.includes("/") ? program : join(buildFolder, "bin", program);
    this.args = args;
    this.env = env;
    this.startTimeoutMs = startTimeoutMs;
    this.port = 0;
    this.output = "";
    this.child = null;
  }

  get url() { return `http://localhost:${this.port}`; }

  /** Starts it: on a free port the first time, on the same port later, as after a deploy. */
  async start() {
    if (!existsSync(this.program)) throw new Error(`${this.program} is not built`);
    const child = spawn(this.program, ["--port", String(this.port), ...this.args],
                        { env: { ...process.env, ...this.env }, stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    running.add(child);
    const from = this.output.length;
    let seen = () => {};
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => { this.output += text; seen(); });
    }
    await new Promise((resolveStart, reject) => {
      const fail = (why) => reject(new Error(`${this.program} ${why}; it printed:\n${this.output.slice(from)}`));
      const timer = setTimeout(() => fail(`did not listen within ${this.startTimeoutMs} ms`), this.startTimeoutMs);
      seen = () => {
        const line = /listening on http:\/\/localhost:(\d+)/.exec(this.output.slice(from));
        if (!line) return;
        this.port = Number(line[1]);
        clearTimeout(timer);
        seen = () => {};
        resolveStart();
      };
      child.once("error", (error) => { clearTimeout(timer); fail(`cannot be started: ${error.message}`); });
      child.once("exit", (code, signal) => {
        running.delete(child);
        clearTimeout(timer);
        fail(`ended (${signal ?? code})`);
      });
    });
    return this;
  }

  /** Ends it with `signal` and waits; gives {code, signal}. SIGTERM asks it to drain, SIGKILL is a crash. */
  async stop(signal = "SIGTERM") {
    const child = this.child;
    this.child = null;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    }
    return { code: child.exitCode, signal: child.signalCode };
  }

  /** Lets it answer nothing any more, as a machine that hangs, until stop("SIGKILL"). */
  pause() { this.child.kill("SIGSTOP"); }

  async restart(signal = "SIGTERM") {
    await this.stop(signal);
    return this.start();
  }
}
