// Plume as it is installed, for tests of applications beside it.
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildFolder, root } from "../support/server.mjs";

export const folder = join(root, "build/package");

// The cache of the compiler then knows objects that the main build made in its own folder.
const caching = { CCACHE_NOHASHDIR: "1", CMAKE_CXX_COMPILER_LAUNCHER: "ccache" };

/** Runs a program to its end; gives what it prints, and shows that where it fails. */
export async function run(program, args, { cwd, env = {} } = {}) {
  try {
    return (await promisify(execFile)(program, args, { cwd, env: { ...process.env, ...caching, ...env }, maxBuffer: 64e6 })).stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}\n${error.stdout?.slice(-3000)}${error.stderr?.slice(-1500)}`);
  }
}

/** Installs Plume anew into a folder of that name; gives its path. */
export async function install(name) {
  const prefix = join(folder, name);
  rmSync(prefix, { recursive: true, force: true });
  await run("cmake", ["--install", buildFolder, "--prefix", prefix]);
  return prefix;
}
