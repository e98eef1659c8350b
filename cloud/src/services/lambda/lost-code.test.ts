import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { tellLostCode } from "./lost-code.ts";

test.each([
  ["its code", ["layer"], "code"],
  ["a layer's", ["code"], "layer"],
  ["nothing", ["code", "layer"], undefined],
])("LAM-42 a function is told at the start of which %s is gone", (_what, there, gone) => {
  const place = mkdtempSync(join(tmpdir(), "lost-code-"));
  for (const name of there) mkdirSync(join(place, name));
  const error = vi.fn();
  const own = { functionName: "f", version: "1", codeSha256: "code", layers: [{ codeSha256: "layer" }] };
  const functions = { listAllVersions: () => [own] };
  tellLostCode(functions, { folderOf: (codeSha256) => join(place, codeSha256) }, { error });
  expect(error.mock.calls).toEqual(
    gone === undefined
      ? []
      : [
          [
            { functionName: "f", version: "1", folder: join(place, gone) },
            expect.stringContaining("is gone"),
          ],
        ],
  );
});
