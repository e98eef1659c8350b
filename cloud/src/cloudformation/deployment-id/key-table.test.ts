import { describe, expect, test } from "vitest";
import { KeyTable } from "./key-table.ts";

/* All orders are those of the real transform's emulation of Python 2.7. */

describe("the order of keys", () => {
  test("is that of the slots, and another one when the table grows", () => {
    const names = ["type", "httpMethod", "uri", "credentials", "timeoutInMillis", "cacheKeyParameters"];
    expect(KeyTable.of(names.slice(0, 5)).keys()).toEqual([
      "httpMethod",
      "type",
      "uri",
      "timeoutInMillis",
      "credentials",
    ]);
    expect(KeyTable.of(names).keys()).toEqual([
      "cacheKeyParameters",
      "uri",
      "httpMethod",
      "credentials",
      "type",
      "timeoutInMillis",
    ]);
  });

  test("of a table with many collisions", () => {
    const many = KeyTable.of(Array.from({ length: 100 }, (_, index) => `/p${index}`));
    expect(many.keys().slice(0, 12).join()).toBe("/p29,/p28,/p23,/p22,/p21,/p20,/p27,/p26,/p25,/p24,/p4,/p5");
    expect([many.size, many.has("/p99"), many.has("/p100")]).toEqual([100, true, false]);
  });

  test("changes when a removed key has left its slot to another", () => {
    const four = KeyTable.of(["get", "put", "post", "head"]);
    expect(four.keys()).toEqual(["put", "post", "head", "get"]);
    expect(four.without("put").with("options").keys()).toEqual(["post", "options", "head", "get"]);
    expect(four.without("trace").keys()).toEqual(four.keys());
  });

  test("differs between keys that are added and keys that are merged", () => {
    const four = KeyTable.of(["get", "put", "post", "head"]);
    expect(four.with("delete").with("patch").keys()).toEqual([
      "head",
      "get",
      "patch",
      "put",
      "post",
      "delete",
    ]);
    expect(four.merge(["delete", "patch"]).keys()).toEqual(["head", "get", "put", "post", "patch", "delete"]);
    expect(four.merge([]).keys()).toEqual(four.keys());
  });

  test("is not always kept by a copy, not even by the second", () => {
    const first = KeyTable.of(["get", "put", "patch"]);
    expect(first.keys()).toEqual(["put", "patch", "get"]);
    expect(first.copied().keys()).toEqual(["put", "get", "patch"]);
    expect(first.copied().copied().keys()).toEqual(["put", "patch", "get"]);
    const six = KeyTable.of(["get", "put", "post", "head", "delete", "patch"]);
    expect(six.merged().keys()).toEqual(["head", "get", "put", "post", "delete", "patch"]);
  });

  test("a key that is there again changes nothing; nothing is a key like any other", () => {
    const table = KeyTable.of(["", "a"]);
    expect(table.with("a").with("").size).toBe(2);
    expect(table.without("").has("")).toBe(false);
    expect(KeyTable.empty().keys()).toEqual([]);
  });

  test("ten thousand keys are told apart", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `key ${index}`);
    const table = KeyTable.empty().merge(names);
    expect(table.keys().toSorted()).toEqual(names.toSorted());
  });
});
