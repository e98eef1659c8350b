import { expect, test } from "vitest";
import { actionKeysFile, askedActions, referenceKeys } from "../../testing/action-keys.ts";
import { ABSENT_KEYS, CONDITION_KEYS } from "./condition-keys.ts";

test("S3-15 the keys of every action are those of the service authorization reference", async () => {
  await expect(await actionKeysFile()).toMatchFileSnapshot("./generated/action-keys.ts");
});

test("S3-15 every key of every action is supplied, or stands in the list of keys that no call has here", async () => {
  const keys = new Set((await Promise.all(askedActions().map(referenceKeys))).flat());

  const forgotten = [...keys].filter((name) => !(name in CONDITION_KEYS) && !(name in ABSENT_KEYS));
  const surplus = [...Object.keys(CONDITION_KEYS), ...Object.keys(ABSENT_KEYS)].filter(
    (name) => !keys.has(name),
  );

  expect({ forgotten, surplus }).toEqual({ forgotten: [], surplus: [] });
});
