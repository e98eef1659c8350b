import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { RoleAssumer } from "../../../core/ports/credentials.ts";
import type { ObjectReader } from "../../../core/ports/object-reader.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { CodeStore } from "../code/code-store.ts";
import type { FunctionStore } from "./store.ts";

/** What the rules of functions and of their policies work with. */
export interface FunctionsContext {
  readonly store: FunctionStore;
  readonly code: CodeStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly roleAssumer: RoleAssumer;
  readonly objectReader: ObjectReader;
  /** Takes runtimes that AWS has retired and that this cloud can still run. */
  readonly allowsRetired: boolean;
  /** Told of a function whose versions, aliases, concurrency or policy are no longer what they were. */
  readonly changed: (functionName: string) => void;
}
