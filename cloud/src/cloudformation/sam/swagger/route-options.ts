import type { ValueMap } from "../../template/value.ts";
import type { ExpandedApi } from "../expansion/expansion-context.ts";
import type { EventOptions } from "../targets/event-options.ts";

/** One event as a route of a document. */
export interface RouteOptions extends EventOptions {
  readonly api: ExpandedApi;
  readonly document: ValueMap;
  readonly path: string;
  /** As the event has it, in lower case. */
  readonly method: string;
}
