import type { ValueMap } from "../../template/value.ts";
import type { EventOptions } from "../events/event-options.ts";
import type { ExpandedApi } from "../expansion-context.ts";

/** One event as a route of a document. */
export interface RouteOptions extends EventOptions {
  readonly api: ExpandedApi;
  readonly document: ValueMap;
  readonly path: string;
  /** As the event has it, in lower case. */
  readonly method: string;
}
