import { describe, expect, it } from "vitest";
import { EventQueue } from "./event-queue.ts";

const any = (): boolean => true;

describe("event queue", () => {
  it("hands out what came before the call, oldest first, each once", async () => {
    const queue = new EventQueue<number>("event");
    for (const event of [1, 2, 3]) queue.push(event);

    expect([await queue.next(any), await queue.next((n) => n === 3), await queue.next(any)]).toEqual([
      1, 3, 2,
    ]);
  });

  it("waits for the first that is wanted; others are kept", async () => {
    const queue = new EventQueue<number>("event");
    const even = queue.next((n) => n % 2 === 0);

    for (const event of [1, 2]) queue.push(event);

    expect([await even, await queue.next(any)]).toEqual([2, 1]);
  });

  it("gives one event to one of two that wait", async () => {
    const queue = new EventQueue<string>("event");
    const [first, second] = [queue.next(any), queue.next(any)];

    queue.push("a");
    queue.push("b");

    expect([await first, await second]).toEqual(["a", "b"]);
  });

  it("ends a wait with the signal's reason, and the event stays for the next", async () => {
    const queue = new EventQueue<string>("event");
    const controller = new AbortController();
    const wait = queue.next(any, { signal: controller.signal });

    controller.abort(new Error("enough"));
    queue.push("a");

    await expect(wait).rejects.toThrow("enough");
    expect(await queue.next(any)).toBe("a");
  });

  it("fails everybody who waits when the cloud is closed", async () => {
    const queue = new EventQueue<string>("event");
    const wait = queue.next(any);

    queue.close();

    await expect(wait).rejects.toThrow("There is no next event");
    await expect(queue.next(any)).rejects.toThrow("closed");
  });

  it("forgets the oldest of more than a thousand", async () => {
    const queue = new EventQueue<number>("event");
    for (let event = 0; event < 1_001; event += 1) queue.push(event);

    expect(await queue.next(any)).toBe(1);
  });
});
