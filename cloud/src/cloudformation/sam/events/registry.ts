import type { ValueMap } from "../../template/value.ts";
import type { Draft } from "../draft.ts";
import type { FunctionTarget } from "../function.ts";
import { expandApiEvent } from "./api-event.ts";
import { expandCognitoEvent } from "./cognito-event.ts";

export interface EventOptions {
  readonly target: FunctionTarget;
  readonly eventId: string;
  readonly properties: ValueMap;
  readonly draft: Draft;
}

/** Event types of functions; the others are refused by name. */
export const EVENT_SOURCES: ReadonlyMap<string, (options: EventOptions) => void> = new Map([
  ["Api", expandApiEvent],
  ["Cognito", expandCognitoEvent],
]);
