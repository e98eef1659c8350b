import type { Scope } from "../../core/arns.ts";
import type { Clock } from "../../core/clock.ts";
import type { RoleAssumer } from "../../core/ports/credentials.ts";
import type { ObjectReader } from "../../core/ports/object-reader.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { CodeStore } from "./code/code-store.ts";
import type { FunctionStore } from "./functions/store.ts";
import type { AsyncQueue } from "./invocation/async-queue.ts";
import type { Dispatcher } from "./invocation/dispatcher.ts";

/** What the operations of the service work with. */
export interface LambdaContext {
  readonly store: FunctionStore;
  readonly code: CodeStore;
  readonly dispatcher: Dispatcher;
  readonly asyncQueue: AsyncQueue;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly roleAssumer: RoleAssumer;
  readonly objectReader: ObjectReader;
}
