import { describe, expect, test } from "vitest";
import { openDatabase } from "../../store/sqlite.ts";
import { assertSameIdentity } from "./identity.ts";

const HOME = { accountId: "123456789012", region: "eu-west-1" };

describe("assertSameIdentity", () => {
  test("a folder keeps the account and region it was made for", () => {
    const database = openDatabase(":memory:");
    assertSameIdentity(database, HOME, "/s");
    expect(() => assertSameIdentity(database, HOME, "/s")).not.toThrow();
  });

  test.each([{ accountId: "210987654321" }, { region: "us-east-1" }])(
    "%j is refused, and both are named",
    (other) => {
      const database = openDatabase(":memory:");
      assertSameIdentity(database, HOME, "/s");
      const wanted = { ...HOME, ...other };
      expect(() => assertSameIdentity(database, wanted, "/s")).toThrow(
        `/s holds a cloud of account 123456789012 in eu-west-1, not of ${wanted.accountId} in ${wanted.region}.`,
      );
      expect(() => assertSameIdentity(database, HOME, "/s")).not.toThrow();
    },
  );
});
