import type { FunctionReference } from "../functions/names.ts";
import type { QualifierStore } from "../functions/qualifier-store.ts";
import type { FunctionStore } from "../functions/store.ts";
import {
  DEFAULT_EVENT_AGE_SECONDS,
  DEFAULT_RETRY_ATTEMPTS,
  type EventLimits,
} from "../invocation/async-queue.ts";
import { LATEST } from "../shared/constants.ts";
import type { EventInvokeConfig } from "./config.ts";

interface Options {
  readonly store: Pick<FunctionStore, "find">;
  readonly invokeConfigs: Pick<QualifierStore<EventInvokeConfig>, "find">;
}

/** What holds for events of a function under the qualifier they were sent to. */
export function createEventLimits({ store, invokeConfigs }: Options) {
  return ({ name, qualifier }: FunctionReference): EventLimits => {
    const config = invokeConfigs.find(name, qualifier || LATEST);
    return {
      retryAttempts: config?.maximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS,
      ageSeconds: config?.maximumEventAgeSeconds ?? DEFAULT_EVENT_AGE_SECONDS,
      isStopped: store.find(name)?.reservedConcurrency === 0,
    };
  };
}
