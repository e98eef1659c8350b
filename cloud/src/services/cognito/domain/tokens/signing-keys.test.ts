import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openDatabase } from "../../../../store/sqlite.ts";
import { createSigningKeys } from "./signing-keys.ts";

test("keys that are being made when the cloud ends are not stored, and fail nobody", async () => {
  const database = openDatabase(":memory:");
  const keys = createSigningKeys({ database, masterKey: randomBytes(32) });
  const making = keys.forPool("eu-west-1_abc");

  keys.close();
  database.close();

  expect((await making).access.userPoolId).toBe("eu-west-1_abc");
});
