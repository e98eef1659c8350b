import type { Caller } from "../../../core/caller.ts";

/** ARN of who subscribes, as it is shown. */
export function principalOf(caller: Caller): string {
  switch (caller.kind) {
    case "administrator":
    case "role":
      return caller.arn;
    case "service":
      return caller.service;
    case "anonymous":
      return "anonymous";
  }
}
