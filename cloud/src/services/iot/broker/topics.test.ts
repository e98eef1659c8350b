import { describe, expect, test } from "vitest";
import { PacketFramer } from "./framing.ts";
import { filterMatches, filterProblem, topicProblem } from "./topics.ts";

const matches = (filter: string, topic: string): boolean =>
  filterMatches(filter.split("/"), topic.split("/"));

describe("filterMatches", () => {
  test.each([
    ["sensor/#", "sensor/", true],
    ["sensor/#", "sensor/a/b", true],
    ["sensor/#", "sensor", false],
    ["#", "a/b", true],
    ["#", "$aws/events/x", false],
    ["+/events/x", "$aws/events/x", false],
    ["$aws/#", "$aws/events/x", true],
    ["a/+", "a/b", true],
    ["a/+", "a/", true],
    ["a/+", "a", false],
    ["a/+", "a/b/c", false],
    ["a/+/c", "a/b/c", true],
    ["a/b", "A/b", false],
  ])("IOT-10 %s takes %s: %s", (filter, topic, expected) => {
    expect(matches(filter, topic)).toBe(expected);
  });
});

describe("topicProblem and filterProblem", () => {
  test.each([
    ["a", undefined],
    ["a/b/c/d/e/f/g/h", undefined],
    ["x".repeat(256), undefined],
    ["ü".repeat(128), undefined],
    ["", "Topic is empty"],
    ["a/+", "Topic contains wildcard characters"],
    ["a\0", "Topic is not UTF-8 without null characters"],
    [Buffer.from([0x61, 0xff]).toString(), "Topic is not UTF-8 without null characters"],
    ["$aws/things/x/shadow/update", "Topic is reserved"],
    ["x".repeat(257), "Topic is longer than 256 bytes"],
    ["ü".repeat(129), "Topic is longer than 256 bytes"],
    ["a/b/c/d/e/f/g/h/i", "Topic has more than 7 slashes"],
  ])("IOT-8 IOT-9 topic %s: %s", (topic, problem) => {
    expect(topicProblem(topic)).toBe(problem);
  });

  test.each([
    ["a/#", true],
    ["+/+/#", true],
    ["$aws/events/#", true],
    ["$share/g/a/#", true],
    [`$share/${"g".repeat(64)}/${"x".repeat(256)}`, true],
    ["$share/g/a/b/c/d/e/f/g/h", true],
    ["$share/g/a/b/c/d/e/f/g/h/i", false],
    ["$share", false],
    ["$share/", false],
    ["$share/g", false],
    ["$share/g/", false],
    ["$share//a", false],
    ["$share/+/a", false],
    ["$share/#/a", false],
    ["$share/g/a#", false],
    ["a#", false],
    ["a/#/b", false],
    ["a+", false],
    ["", false],
    ["1/2/3/4/5/6/7/8/9", false],
  ])("filter %s is well-formed: %s", (filter, good) => {
    expect(filterProblem(filter) === undefined).toBe(good);
  });
});

describe("PacketFramer", () => {
  test("cuts packets whatever pieces they come in", () => {
    const packet = Buffer.concat([Buffer.from([0x30, 0x80, 0x01]), Buffer.alloc(128, 7)]);
    const stream = Buffer.concat([packet, Buffer.from([0xc0, 0x00]), packet]);
    for (const size of [1, 2, 3, 130, 131, 500]) {
      const framer = new PacketFramer(1000);
      const packets: Buffer[] = [];
      for (let at = 0; at < stream.length; at += size)
        packets.push(...framer.push(stream.subarray(at, at + size)));
      expect(packets.map(({ length }) => length)).toEqual([131, 2, 131]);
    }
  });

  test("IOT-15 refuses a long packet at its length, before its body came, and an endless length", () => {
    expect(() => new PacketFramer(1000).push(Buffer.from([0x30, 0xe9, 0x07]))).toThrow(
      "packet of 1001 bytes",
    );
    expect(() => new PacketFramer(1000).push(Buffer.from([0x30, 0xe8, 0x07]))).not.toThrow();
    expect(() => new PacketFramer(1000).push(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 1]))).toThrow(
      "malformed",
    );
  });
});
