import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { CustomerKeys } from "../../../core/ports/customer-keys.ts";
import type { Sealer } from "../../../store/sealing.ts";
import type { ParameterStore } from "./store.ts";

export interface SsmContext {
  readonly parameters: ParameterStore;
  readonly customerKeys: CustomerKeys;
  /** Makes the text that stands for a secure string from before there were keys, not decrypted. */
  readonly ciphertexts: Sealer;
  readonly scope: Scope;
  readonly clock: Clock;
}
