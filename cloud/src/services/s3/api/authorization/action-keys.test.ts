import { expect, test } from "vitest";
import { isAmong } from "../../../../iam/policies/condition-keys.ts";
import { ABSENT_KEYS } from "../../../../iam/policies/supplied-keys.ts";
import { actionKeysFile, askedActions, referenceKeys } from "../../testing/action-keys.ts";
import { CONDITION_KEYS } from "./condition-keys.ts";

test("S3-15 the keys of every action are those of the service authorization reference", async () => {
  await expect(await actionKeysFile()).toMatchFileSnapshot("./generated/action-keys.ts");
});

/** Keys of AWS itself that S3 supplies with tags of a bucket: CreateBucket refuses tags, no bucket has ABAC. */
const OF_BUCKET_TAGS = ["aws:RequestTag/<key>", "aws:ResourceTag/<key>", "aws:TagKeys"];

test("S3-15 every key of every action is supplied, or stands in the list of keys that no call has here", async () => {
  const keys = new Set((await Promise.all(askedActions().map(referenceKeys))).flat());

  const others = [...keys].filter((name) => !(name in CONDITION_KEYS));
  const forgotten = others.filter((name) => !isAmong(ABSENT_KEYS, name) && !OF_BUCKET_TAGS.includes(name));
  const surplus = Object.keys(CONDITION_KEYS).filter((name) => !keys.has(name));

  expect({ forgotten, surplus }).toEqual({ forgotten: [], surplus: [] });
});
