import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { readPeople } from "./people-file.ts";

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), "portcullis-people-")), "people.json");
});
afterEach(() => rmSync(join(file, ".."), { recursive: true }));

function read(content: unknown) {
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readPeople(file);
}

describe("readPeople", () => {
  test("a person by the address alone, and one with everything", () => {
    const objects = [{ file: "a.pdf", key: "letters/${sub}", bucket: "shop/Letters" }];
    expect(
      read([{ email: "a@example.com" }, { email: "b@example.com", name: "B", groups: ["Editors"], objects }]),
    ).toEqual([
      { email: "a@example.com", name: undefined, groups: [], objects: [] },
      { email: "b@example.com", name: "B", groups: ["Editors"], objects },
    ]);
  });

  test.each<[unknown, string]>([
    ["[", "is not valid JSON"],
    [{}, 'must be a list of people, each with an "email"'],
    [[null], 'must be a list of people, each with an "email"'],
    [[{ email: "" }], '"email" must be a text'],
    [[{ email: "a@b.c", grups: [] }], 'a@b.c has an unknown member "grups"'],
    [[{ email: "a@b.c", groups: "Editors" }], '"groups" of a@b.c must be a list of names'],
    [[{ email: "a@b.c", objects: {} }], '"objects" of a@b.c must be a list'],
    [[{ email: "a@b.c", objects: ["x"] }], '"objects" of a@b.c must be an object'],
    [[{ email: "a@b.c", objects: [{ file: "x" }] }], '"objects.key" of a@b.c must be a text'],
    [[{ email: "a@b.c", objects: [{ file: "x", key: "y", mode: 1 }] }], 'unknown member "mode"'],
  ])("%j is refused: %s", (content, message) => {
    expect(() => read(content)).toThrow(UserError);
    expect(() => read(content)).toThrow(message);
  });

  test("a file that is not there is named", () => {
    expect(() => readPeople("/nonexistent/people.json")).toThrow("/nonexistent/people.json does not exist");
  });
});
