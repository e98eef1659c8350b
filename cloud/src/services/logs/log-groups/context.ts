import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { LogGroupStore } from "./store.ts";

export interface LogsContext {
  readonly groups: LogGroupStore;
  readonly scope: Scope;
  readonly clock: Clock;
}
