import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Sealer } from "../../../store/sealing.ts";
import type { ParameterStore } from "./store.ts";

export interface SsmContext {
  readonly parameters: ParameterStore;
  /** Makes the text that stands for a secure string that is not decrypted. */
  readonly ciphertexts: Sealer;
  readonly scope: Scope;
  readonly clock: Clock;
}
