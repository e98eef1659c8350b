import { describe, expect, test } from "vitest";
import { AwsError } from "../core/errors.ts";
import { keyIn, pageOf, tokenAfter } from "./paging.ts";

const NAMES = ["a", "b", "c", "d", "e"];
const LIST = { operation: "ListThings", input: { NamePrefix: "x", NextToken: "?", MaxResults: 2 } };

function page(
  token?: string,
  { items = NAMES, question = LIST as { operation: string; input: object }, size = 2 } = {},
) {
  const invalid = () => new AwsError("InvalidToken", "No such token.");
  return pageOf({ items, keyOf: (name) => name, question, size, token, invalid });
}

/** The token that leads behind `b`. */
const after = (): string => page().next ?? "";

describe("WIRE-6 pages of a list", () => {
  test("all of it, one page after the other", () => {
    const seen: string[][] = [];
    let token: string | undefined;
    do {
      const { items, next } = page(token);
      seen.push([...items]);
      token = next;
    } while (token !== undefined);

    expect(seen).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  });

  test.each([
    ["nothing", [], 2],
    ["exactly one page", ["a", "b"], 2],
  ])("no token at the end of %s", (_title, items, size) => {
    expect(page(undefined, { items, size })).toEqual({ items, next: undefined });
  });

  test.each<[string, string[], string[]]>([
    ["one before it is gone", ["b", "c", "d", "e"], ["c", "d"]],
    ["the last one shown is gone", ["a", "c", "d", "e"], ["c", "d"]],
    ["one came before it", ["0", "a", "b", "c", "d", "e"], ["c", "d"]],
    ["all behind it are gone", ["a", "b"], []],
    ["all are gone", [], []],
  ])("the next page is the same when %s", (_title, items, expected) => {
    expect(page(after(), { items }).items).toEqual(expected);
  });

  test("another size goes on where the last page ended", () => {
    const question = { ...LIST, input: { NamePrefix: "x", MaxResults: 9 } };

    expect(page(after(), { question, size: 9 }).items).toEqual(["c", "d", "e"]);
  });

  test.each<[string, (token: string) => string]>([
    ["empty", () => ""],
    ["made up", () => Buffer.from("b").toString("base64url")],
    ["cut", (token) => token.slice(0, -2)],
    ["longer", (token) => `${token}AA`],
    ["written otherwise", (token) => `${token}=`],
    ["of another place", (token) => changed(token, (text) => text.replace(/b$/, "d"))],
    ["of another number", (token) => changed(token, (text) => text.replace(/2:b$/, "4:b"))],
  ])("a token is refused that is %s", (_title, change) => {
    expect(() => page(change(after()))).toThrow("No such token.");
  });

  test.each([
    ["operation", { ...LIST, operation: "ListOthers" }],
    ["filter", { ...LIST, input: { NamePrefix: "y" } }],
    ["set of filters", { ...LIST, input: { NamePrefix: "x", State: "ENABLED" } }],
  ])("a token is refused that is of another %s", (_title, question) => {
    expect(() => page(after(), { question })).toThrow("No such token.");
  });
});

test("WIRE-6 a list that a database pages has the same tokens", () => {
  const invalid = () => new AwsError("InvalidToken", "No such token.");
  const token = tokenAfter("a/b:c", LIST);

  expect(keyIn(token, { ...LIST, input: { NamePrefix: "x", NextToken: token } }, invalid)).toBe("a/b:c");
  expect(() => keyIn(token, { ...LIST, input: {} }, invalid)).toThrow("No such token.");
  expect(() => keyIn(token.slice(1), LIST, invalid)).toThrow("No such token.");
});

function changed(token: string, change: (text: string) => string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  const other = change(text);
  expect(other).not.toBe(text);
  return Buffer.from(other, "utf8").toString("base64url");
}
