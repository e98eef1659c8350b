import type { EventInvokeContext } from "../event-invoke/config.ts";
import type { Pollers } from "./pollers.ts";
import type { EventSourceKind } from "./source.ts";
import type { MappingStore } from "./store.ts";

/** What the rules of event source mappings work with. */
export interface EventSourcesContext extends EventInvokeContext {
  readonly mappings: MappingStore;
  /** By the service that ARNs name. */
  readonly sources: ReadonlyMap<string, EventSourceKind>;
  readonly pollers: Pick<Pollers, "changed" | "lastResult">;
}
