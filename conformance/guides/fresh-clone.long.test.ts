import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { blockWith, commandsOf } from "../support/papers.ts";
import { cleanEnvironment } from "../support/product.ts";

const ROOT = join(import.meta.dirname, "..", "..");
/** A folder a try: a second one does not find what the first has left. */
let base: string;
let clone: string;
let environment: NodeJS.ProcessEnv;
const bases: string[] = [];
/** What a start prints comes in pieces: the people stand last. */
const READY = /is ready[\s\S]*admin@example\.com {2}\S+ {2}Admins/;
const started: ChildProcess[] = [];
afterAll(async () => {
  for (const child of started) {
    if (child.exitCode === null && child.signalCode === null) signal(child, "SIGKILL");
  }
  for (const folder of bases) rmSync(folder, { recursive: true, force: true });
});

function cloneHere(command: string): void {
  base = mkdtempSync(join(tmpdir(), "portcullis-clone-"));
  bases.push(base);
  clone = join(base, "portcullis");
  environment = { ...cleanEnvironment(), HOME: base };
  execFileSync("sh", ["-c", command], { cwd: base, env: environment });
}

/** A command of the papers; `npm start` without the app, which is built by tests of its own. */
async function run(command: string, folder: string, until?: RegExp): Promise<string> {
  const child = spawn("sh", ["-c", `exec ${command}`], { cwd: folder, env: environment, detached: true });
  started.push(child);
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += chunk));
  const closed = once(child, "close");
  if (until === undefined) {
    const [code] = await closed;
    expect(code, out).toBe(0);
    return out;
  }
  await new Promise<void>((resolve) => {
    child.stdout.on("data", () => until.test(out) && resolve());
    child.once("close", () => resolve());
  });
  signal(child, "SIGINT");
  await closed;
  return out;
}

/** To the whole group, as Ctrl-C does: npm does not hand a signal on that it alone gets. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  process.kill(-(child.pid ?? 0), name);
}

describe("a fresh clone", () => {
  test("starts with what README says, without a warning of npm, whatever ports are taken", async () => {
    const [first = "", second] = blockWith("README.md", "sh", "git clone").trim().split("\n");
    cloneHere(first.replace("<this repository>", `-q ${ROOT}`));
    expect(second).toBe("npm start");

    const out = await run(`${second} -- --no-app`, clone, READY);

    expect(out).toMatch(READY);
    expect(out).not.toMatch(/npm warn|npm WARN|ERESOLVE/);
  });

  test("is packed as the guide says", async () => {
    const text = blockWith("docs/guides/your-project.md", "sh", "npm pack").replace("/tmp", base);
    for (const command of commandsOf({ paper: "", text })) await run(command, clone);

    const { version } = JSON.parse(readFileSync(join(clone, "cloud", "package.json"), "utf8"));
    expect(existsSync(join(base, `portcullis-${version}.tgz`))).toBe(true);
  });
});
