import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { blocksOf, blockWith } from "../support/papers.ts";
import { cleanEnvironment } from "../support/product.ts";

const GUIDE = "docs/guides/your-project.md";
const READY = /is ready[\s\S]*API +http:\/\/localhost:\d+\/_aws\/execute-api\/\w+\/v1\s/;
const { tarball } = inject("consumer");

let folder = "";
let cloud: ChildProcess | undefined;

// A folder a try: the guide begins in an empty one.
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "own-project-"));
});
afterEach(async () => {
  if (cloud !== undefined && cloud.exitCode === null) {
    const closed = once(cloud, "close");
    // As Ctrl-C does: npx does not hand a signal on that it alone gets.
    process.kill(-(cloud.pid ?? 0), "SIGINT");
    await closed;
  }
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({ ...cleanEnvironment(), HOME: folder });

async function inShell(text: string, more: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = spawn("sh", ["-e", "-c", text], { cwd: folder, env: { ...environment(), ...more } });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += chunk));
  const [code] = await once(child, "close");
  expect(code, out).toBe(0);
  return out;
}

/** `npx portcullis up …` until it is ready and has said where its APIs are: what it prints comes in pieces. */
async function start(text: string): Promise<string> {
  const child = spawn("sh", ["-c", `exec ${text.trim()}`], {
    cwd: folder,
    env: environment(),
    detached: true,
  });
  cloud = child;
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += chunk));
  await new Promise<void>((resolve) => {
    child.stdout.on("data", () => READY.test(out) && resolve());
    child.once("close", () => resolve());
  });
  return out;
}

describe("your own project, from an empty folder", () => {
  test("word for word as the guide says", async () => {
    await inShell(
      blockWith(GUIDE, "sh", "npm init -y").replace(
        /\/tmp\/portcullis-[\d.]+\.tgz/,
        `--prefer-offline ${tarball}`,
      ),
    );
    writeFileSync(join(folder, "hello", "template.yaml"), blocksOf(GUIDE, "yaml")[0] ?? "");

    const printed = await start(blockWith(GUIDE, "sh", "up hello"));
    expect(printed).toMatch(READY);

    const lines = blockWith(GUIDE, "sh", "HELLO=").trim().split("\n");
    const [last = ""] = lines.splice(-1);
    const before = await inShell(lines.join("\n"));
    expect(before).toContain('{"message":"Unauthorized"}');
    const password = /New password of ada@example\.com: (\S+)/.exec(before)?.[1];
    expect(password, before).toBeDefined();
    const said = await inShell(`${lines[0]}\n${last}`, { PORTCULLIS_PASSWORD: password });
    expect(said).toContain("Hello, ada@example.com");

    const mails = await inShell("npx portcullis mail --json");
    expect(await inShell(blockWith(GUIDE, "sh", "portcullis audit"))).toMatch(/\nExit code 0: .*\n$/);
    // AUDIT-12: no mail to its own people is left.
    expect(await inShell("npx portcullis mail --json")).toBe(mails);
  });
});
