import type { ValueMap } from "../../template/value.ts";
import type { ExpansionContext } from "../expansion/expansion-context.ts";
import type { FunctionTarget } from "./function-target.ts";

/** One event of a function as the template has it. */
export interface GivenEvent {
  /** Logical id of the function and the id of the event: the logical id of what is made for it. */
  readonly id: string;
  readonly functionId: string;
  readonly eventId: string;
  readonly type: string;
  readonly properties: ValueMap;
}

/** One event of a function, and the context that it adds to. */
export interface EventOptions extends GivenEvent {
  readonly target: FunctionTarget;
  readonly context: ExpansionContext;
}

export interface EventSource {
  /** Checks that what the event refers to is there. Runs for all events before the function is made. */
  readonly link?: (event: GivenEvent, context: ExpansionContext) => void;
  readonly expand: (options: EventOptions) => void;
}
