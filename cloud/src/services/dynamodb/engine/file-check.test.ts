import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertEngineFile } from "./file-check.ts";

const WHOLE = Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4080)]);

function fileOf(content: Buffer | undefined): string {
  const file = join(mkdtempSync(join(tmpdir(), "engine-file-")), "dynamodb.sqlite");
  if (content !== undefined) writeFileSync(file, content);
  return file;
}

test.each([
  ["is gone", undefined, ["orders"], /dynamodb\.sqlite, is gone\. Without it the items of orders are lost\./],
  [
    "is empty",
    Buffer.alloc(0),
    ["a", "b", "c", "d", "e"],
    /is damaged\. .* a, b, c and 2 more tables are lost/,
  ],
  ["is cut off", WHOLE.subarray(0, 50), ["orders"], /is damaged\. .* orders are lost/],
  ["is something else", Buffer.alloc(4096, 7), [], /is damaged\. Put it back/],
])("DDB-18 the start is refused where the engine's file %s", (_name, content, known, sentence) => {
  expect(() => assertEngineFile(fileOf(content), () => known)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(sentence),
      nextCommand: "npx portcullis reset",
    }),
  );
});

test.each([
  ["a whole one beside tables", WHOLE, ["orders"]],
  ["none before the first table", undefined, []],
  ["an empty one before the first table", Buffer.alloc(0), []],
])("DDB-18 %s is gone on with", (_name, content, known) => {
  expect(() => assertEngineFile(fileOf(content), () => known)).not.toThrow();
});
