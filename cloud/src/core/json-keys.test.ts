import { expect, test } from "vitest";
import { repeatedKey } from "./json-keys.ts";

test.each<[string, string | undefined]>([
  ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', undefined],
  ['{"a":"a","b":"a"}', undefined],
  ['["a","a"]', undefined],
  ['{"a":"\\"a\\":1,"}', undefined],
  ['{"a":1,"a":2}', "a"],
  ['{"a":1,"\\u0061":2}', "a"],
  ['{"x":[1,{"b":[],"c":{},"b":1}]}', "b"],
])("%s repeats %s", (text, key) => {
  expect(repeatedKey(text)).toBe(key);
});
