import type { Question } from "../../../wire/operation.ts";

/** For the actions of version 1 that take no resource. */
export function asksAll(action: `ses:${string}`): () => readonly Question[] {
  return () => [{ action, resource: "*", context: { "ses:ApiVersion": "1" } }];
}
