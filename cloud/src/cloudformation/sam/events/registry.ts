import { expandApiEvent } from "./api-event.ts";
import { expandCognitoEvent } from "./cognito-event.ts";
import type { EventOptions } from "./event-options.ts";

/** Event types of functions; the others are refused by name. */
export const EVENT_SOURCES: ReadonlyMap<string, (options: EventOptions) => void> = new Map([
  ["Api", expandApiEvent],
  ["Cognito", expandCognitoEvent],
]);
