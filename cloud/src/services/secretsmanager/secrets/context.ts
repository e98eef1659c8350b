import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { CustomerKeys } from "../../../core/ports/customer-keys.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { SecretStore } from "./store.ts";

export interface SecretsContext {
  readonly secrets: SecretStore;
  readonly customerKeys: CustomerKeys;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Randomness;
}
