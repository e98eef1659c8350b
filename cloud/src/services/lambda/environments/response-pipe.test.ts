import { describe, expect, test } from "vitest";
import { ResponsePipe } from "./response-pipe.ts";

/** A pipe, and whether its runtime may go on writing. */
function pipe(limitBytes = 1_000_000) {
  const state = { isPaused: false };
  const incoming = {
    contentType: "text/plain",
    pause: () => {
      state.isPaused = true;
    },
    resume: () => {
      state.isPaused = false;
    },
  };
  return { state, pipe: new ResponsePipe(incoming, limitBytes) };
}

const KILOBYTES_64 = Buffer.alloc(65_536, 1);

describe("LAM-38 ResponsePipe", () => {
  test("lets the runtime wait while nobody reads, and go on when somebody does", async () => {
    const { pipe: made, state } = pipe();
    made.add(KILOBYTES_64);
    expect(state.isPaused).toBe(true);
    expect(made.body.readableLength).toBe(65_536);
    expect(made.body.read()).toEqual(KILOBYTES_64);
    expect(state.isPaused).toBe(false);
    made.add(KILOBYTES_64);
    expect(state.isPaused).toBe(true);
  });

  test("a reader that has gone holds nothing up, and what comes is kept nowhere", async () => {
    const { pipe: made, state } = pipe();
    made.add(KILOBYTES_64);
    const closed = new Promise((resolve) => made.body.once("close", resolve));
    made.body.destroy(new Error("gone"));
    await closed;
    expect(state.isPaused).toBe(false);
    for (let n = 0; n < 10; n += 1) made.add(KILOBYTES_64);
    expect(state.isPaused).toBe(false);
    expect(made.body.readableLength).toBe(65_536);
    made.end();
  });

  test("ends for its reader once, and takes nothing after", async () => {
    const { pipe: made, state } = pipe();
    made.add(Buffer.from("one"));
    made.end();
    made.end();
    made.add(KILOBYTES_64);
    expect(state.isPaused).toBe(false);
    expect(Buffer.concat(await made.body.toArray()).toString()).toBe("one");
  });

  test("counts what came, not what was read", () => {
    const { pipe: made } = pipe(65_536);
    made.add(KILOBYTES_64);
    expect(made.tooLarge).toBe(false);
    made.body.destroy();
    made.add(Buffer.alloc(1));
    expect(made.tooLarge).toBe(true);
  });
});
