import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Listener, listenTo } from "../support/mqtt.ts";
import { cleanEnvironment, type Product, startProduct } from "../support/product.ts";
import { callAsAdmin } from "../support/project.ts";

const ROOT = join(import.meta.dirname, "..", "..");

let product: Product;
let gate: ChildProcess;
let printed: string;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
});
afterEach(async () => {
  if (gate.exitCode !== null || gate.signalCode !== null) return;
  const gone = new Promise((resolve) => gate.once("exit", resolve));
  gate.kill("SIGINT");
  await gone;
});

/** `npx portcullis gate simulate …`, once it listens. */
async function simulate(...words: string[]): Promise<void> {
  printed = "";
  const program = join(ROOT, "node_modules", ".bin", "portcullis");
  gate = spawn(process.execPath, [program, "gate", "simulate", ...words, "--state", product.facts.stateDir], {
    cwd: ROOT,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [gate.stdout, gate.stderr]) {
    stream?.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
  }
  await expect.poll(() => printed).toContain("The gate is closed.");
}

const reports = async (listener: Listener, count: number) => {
  const said: string[] = [];
  while (said.length < count) said.push(JSON.parse((await listener.next()).payload).state);
  return said;
};
const gateNow = async () => (await callAsAdmin(product, "/gates/state")).body;
const state = async () => (await gateNow()).state;

describe("portcullis gate simulate (B5)", () => {
  test("a command through the API moves it, and the API says so", async () => {
    await simulate("--seconds", "0");
    const listener = await listenTo(product.facts, "gateState");
    expect(await reports(listener, 1)).toEqual(["closed"]);
    await callAsAdmin(product, "/gates/control", '{"message":"open"}');
    expect(await reports(listener, 2)).toEqual(["opening", "open"]);
    expect(await state()).toBe("open");
    await callAsAdmin(product, "/gates/control", '{"message":"close"}');
    expect(await reports(listener, 2)).toEqual(["closing", "closed"]);
    expect(await state()).toBe("closed");
    await listener.close();
  });

  test("is online while it runs; killed or ended, it is offline and its last state stays known", async () => {
    for (const signal of ["SIGKILL", "SIGINT"] as const) {
      await simulate();
      await expect.poll(async () => (await gateNow()).connection).toBe("online");
      gate.kill(signal);
      await expect.poll(async () => (await gateNow()).connection).toBe("offline");
      expect(await state()).toBe("closed");
    }
  });

  test("--fail: the command is heard, and the state stays what it was", async () => {
    await simulate("--fail");
    expect((await callAsAdmin(product, "/gates/control", '{"message":"open"}')).status).toBe(200);
    await expect.poll(() => printed).toContain("Heard open; this gate does not answer.");
    expect(await state()).toBe("closed");
  });
});
