import type { Authorization } from "../../core/ports/authorization.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { createAuthorization } from "../authorization.ts";
import { createIdentities, type Identities } from "../identities/index.ts";

/** An empty account with a known administrator key, for tests of services that sign and authorize. */
export interface TestAccount {
  readonly scope: { readonly accountId: string; readonly region: string };
  readonly clock: ManualClock;
  readonly identities: Identities;
  readonly authorization: Authorization;
  readonly administrator: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** @param start SDK clients sign with the machine's time: tests that use one start the clock there */
export function createTestAccount(start?: number): TestAccount {
  const scope = { accountId: "123456789012", region: "eu-west-1" };
  const clock = new ManualClock(start);
  const administrator = { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "administrator-secret" };
  const identities = createIdentities({
    database: openDatabase(":memory:"),
    masterKey: Buffer.alloc(32, 7),
    clock,
    randomness: systemRandomness,
    scope,
    administrator,
  });
  return {
    scope,
    clock,
    identities,
    administrator,
    authorization: createAuthorization({ identities, scope, clock }),
  };
}
