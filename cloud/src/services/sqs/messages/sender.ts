import type { Caller } from "../../../core/caller.ts";

/** The attribute SenderId: the unique id of a user or a role session; a service has its name here. */
export function senderId(caller: Caller): string {
  switch (caller.kind) {
    case "administrator":
    case "role":
      return caller.userId;
    case "service":
      return caller.service;
    case "anonymous":
      return "anonymous";
  }
}
