import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { LogFiles } from "../../../core/ports/log-files.ts";
import type { PutStreamStore } from "../streams/store.ts";
import type { LogGroupStore } from "./store.ts";

export interface LogsContext {
  readonly groups: LogGroupStore;
  readonly putStreams: PutStreamStore;
  /** What functions and API stages write. */
  readonly files: LogFiles;
  readonly scope: Scope;
  readonly clock: Clock;
}
