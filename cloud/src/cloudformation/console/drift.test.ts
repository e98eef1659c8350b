import { expect, test } from "vitest";
import { differences } from "./drift.ts";

const function_ = (properties: object) =>
  ({ Resources: { Orders: { Type: "T", Properties: properties } } }) as never;

test.each([
  ["the same", { Timeout: 3 }, { Timeout: 3 }, []],
  [
    "another value",
    { Timeout: 3 },
    { Timeout: 5 },
    [{ path: "Resources.Orders.Properties.Timeout", inFile: "3", running: "5" }],
  ],
  [
    "only in the file",
    { Timeout: 3, Layers: ["a"] },
    { Timeout: 3 },
    [{ path: "Resources.Orders.Properties.Layers", inFile: '["a"]', running: undefined }],
  ],
  [
    "only running",
    {},
    { Environment: { A: "1" } },
    [{ path: "Resources.Orders.Properties.Environment", inFile: undefined, running: '{"A":"1"}' }],
  ],
  [
    "lists differ as a whole",
    { L: [1, 2] },
    { L: [2, 1] },
    [{ path: "Resources.Orders.Properties.L", inFile: "[1,2]", running: "[2,1]" }],
  ],
  ["code that was packaged", { CodeUri: "src/" }, { CodeUri: { Bucket: "b", Key: "k" } }, []],
  ["code without a place, packaged", {}, { CodeUri: "s3://b/k" }, []],
  [
    "code that is in neither a bucket",
    { CodeUri: "src/" },
    { CodeUri: "lib/" },
    [{ path: "Resources.Orders.Properties.CodeUri", inFile: '"src/"', running: '"lib/"' }],
  ],
  [
    "a name that objects inherit",
    { constructor: 1 },
    {},
    [{ path: "Resources.Orders.Properties.constructor", inFile: "1", running: undefined }],
  ],
])("%s", (_title, file, running, expected) => {
  expect(differences(function_(file), function_(running))).toEqual(expected);
});

test("a bucket's name of another section is no packaged code", () => {
  const file = { Outputs: { CodeUri: "x" } };
  const running = { Outputs: { CodeUri: { Bucket: "b" } } };
  expect(differences(file, running)).toHaveLength(1);
});
