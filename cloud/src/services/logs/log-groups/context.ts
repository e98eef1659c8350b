import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { LogFiles } from "../../../core/ports/log-files.ts";
import type { LogGroupStore } from "./store.ts";
import type { PutStreamStore } from "./stream-store.ts";

export interface LogsContext {
  readonly groups: LogGroupStore;
  readonly putStreams: PutStreamStore;
  /** What functions and API stages write. */
  readonly files: LogFiles;
  readonly scope: Scope;
  readonly clock: Clock;
}
