import type { Authorization, ConditionContext } from "../../../core/ports/authorization.ts";
import type { FunctionsContext } from "../functions/context.ts";
import type { QualifierStore } from "../functions/qualifier-store.ts";

/** How asynchronous events of a function, a version or an alias are treated; what is left out is AWS's default. */
export interface EventInvokeConfig {
  /** Further attempts after a function error, 0 to 2. */
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
  /** ARNs of functions, queues, topics and event buses that get a record of what became of an event. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

/** What the rules of this configuration work with. */
export interface EventInvokeContext extends FunctionsContext {
  readonly invokeConfigs: QualifierStore<EventInvokeConfig>;
  readonly authorization: Authorization;
  /** Condition keys of the tags of the function of that name. */
  readonly tagKeysOf: (name: string) => ConditionContext;
}
