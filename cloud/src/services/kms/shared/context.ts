import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { RoleFinder } from "../../../core/ports/credentials.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Database } from "../../../store/database.ts";
import type { AliasStore } from "./alias-store.ts";
import type { GrantStore } from "./grant-store.ts";
import type { KeyStore } from "./key-store.ts";

export interface KmsContext {
  readonly database: Database;
  readonly keys: KeyStore;
  readonly aliases: AliasStore;
  readonly grants: GrantStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly roles: RoleFinder;
}
