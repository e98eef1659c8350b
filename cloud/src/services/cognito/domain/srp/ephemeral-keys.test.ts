import { describe, expect, test } from "vitest";
import { systemRandomness } from "../../../../core/randomness.ts";
import { createEphemeralKeys } from "./ephemeral-keys.ts";

/** Arithmetic whose jobs are finished by hand; `g^b` is `b` turned round. */
function prepare() {
  const jobs: { readonly exponents: readonly Buffer[]; finish(): void; fail(error: Error): void }[] = [];
  const keys = createEphemeralKeys(
    {
      powers: (exponents) =>
        new Promise((resolve, reject) => {
          jobs.push({ exponents, finish: () => resolve(exponents.map(turned)), fail: reject });
        }),
    },
    systemRandomness,
  );
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const finishAll = async (): Promise<void> => {
    for (let done = 0; done < jobs.length; done += 1) {
      jobs[done]?.finish();
      await settle();
    }
  };
  return { jobs, keys, finishAll };
}

const turned = (bytes: Buffer): Buffer => Buffer.from(bytes).reverse();

describe("COG-SRP ephemeral keys", () => {
  test("COG-SRP the first sign-in makes one key, busy times make more ahead, never over sixteen", async () => {
    const { jobs, keys, finishAll } = prepare();
    const taken = Array.from({ length: 200 }, () => keys.take());
    await finishAll();
    await Promise.all(taken);

    const sizes = jobs.map(({ exponents }) => exponents.length);
    expect(sizes[0]).toBe(1);
    expect(Math.max(...sizes)).toBe(16);
  });

  test("COG-SRP no key is handed out twice, and each has its own power", async () => {
    const { keys, finishAll } = prepare();
    const first = Array.from({ length: 50 }, () => keys.take());
    await finishAll();
    const second = Array.from({ length: 50 }, () => keys.take());
    await finishAll();
    const all = await Promise.all([...first, ...second]);

    expect(new Set(all.map(({ b }) => b.toString("hex"))).size).toBe(100);
    for (const { b, power } of all) {
      expect(b.length).toBe(32);
      expect(power).toEqual(turned(b));
    }
  });

  test("COG-SRP whoever waits for arithmetic that fails is told; the next one is served again", async () => {
    const { jobs, keys, finishAll } = prepare();
    const failing = keys.take();
    jobs[0]?.fail(new Error("The SRP worker thread ended"));
    await expect(failing).rejects.toThrow("The SRP worker thread ended");

    const next = keys.take();
    await finishAll();
    expect((await next).b.length).toBe(32);
  });
});
