import type { ValueMap } from "../../template/value.ts";
import type { Draft } from "../draft.ts";
import type { FunctionTarget } from "../function-target.ts";

/** One event of a function, and the draft that it adds to. */
export interface EventOptions {
  readonly target: FunctionTarget;
  readonly eventId: string;
  readonly properties: ValueMap;
  readonly draft: Draft;
}
