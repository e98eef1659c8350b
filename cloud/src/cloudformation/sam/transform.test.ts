import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { parseTemplateText } from "../template/parse.ts";
import { isValueMap, type ValueMap } from "../template/value.ts";
import { expandServerless } from "./transform.ts";

const FIXTURES = new URL("./fixtures/", import.meta.url);
const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  parameters: new Map<string, string>(),
};

/**
 * What the real transform cannot be held to: hashes of Python texts in logical ids and
 * descriptions, and its repeated wrapping of `schema` in preflight headers.
 */
function normal(value: Value): Value {
  const text = JSON.stringify(value)
    .replace(/((?:Deployment|Version))[0-9a-f]{10}(?=")/g, (_, kind: string) => `${kind}HASH`)
    .replace(/RestApi deployment id: [0-9a-f]{40}/g, "RestApi deployment id: HASH");
  return unwrapSchemas(JSON.parse(text) as Value);
}

function unwrapSchemas(value: Value): Value {
  if (Array.isArray(value)) return value.map(unwrapSchemas);
  if (!isValueMap(value)) return value;
  const inner = value["schema"];
  if (Object.keys(value).length === 1 && isValueMap(inner) && inner["schema"] !== undefined) {
    return unwrapSchemas(inner);
  }
  return Object.fromEntries(Object.entries(value).map(([name, nested]) => [name, unwrapSchemas(nested)]));
}

function read(name: string): string {
  return readFileSync(new URL(name, FIXTURES), "utf8");
}

describe("expandServerless equals the recorded output of the real transform", () => {
  const names = readdirSync(FIXTURES).filter((name) => name.endsWith(".yaml"));
  test.each(names)("%s", async (name) => {
    const expected = JSON.parse(read(name.replace(".yaml", ".expected.json"))) as ValueMap;
    const expanded = expandServerless(await parseTemplateText(read(name)), OPTIONS);
    expect(normal(expanded)).toEqual(normal(expected));
  });
});
