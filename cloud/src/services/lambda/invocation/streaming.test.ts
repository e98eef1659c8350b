import { once } from "node:events";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { streamOf } from "./streaming.ts";

async function* partsOf(source: Readable): AsyncGenerator<Buffer> {
  yield* source;
}

describe("LAM-38 streamOf", () => {
  test.each([
    ["before it read anything", false],
    ["in the middle", true],
  ])("a reader that goes away %s lets its source go", async (_title, hasRead) => {
    const source = new Readable({ read: () => undefined });
    const stream = streamOf(partsOf(source), source);
    if (hasRead) {
      source.push("one");
      const [bytes] = await once(stream, "data");
      expect(String(bytes)).toBe("one");
    }
    const released = once(source, "close");
    stream.destroy();
    await released;
    expect(source.destroyed).toBe(true);
  });

  test("what comes from its source arrives, and its failure ends it", async () => {
    const source = Readable.from([Buffer.from("one"), Buffer.from("two")]);
    expect((await streamOf(partsOf(source), source).toArray()).join("")).toBe("onetwo");
    const broken = new Readable({ read: () => undefined });
    const stream = streamOf(partsOf(broken), broken);
    const failed = stream.toArray();
    broken.destroy(new Error("half"));
    await expect(failed).rejects.toThrow("half");
  });
});
