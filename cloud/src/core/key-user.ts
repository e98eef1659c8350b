import type { Caller } from "./caller.ts";

/** EventBridge tells no key for which of its rules it uses it. */
const TELLS_NO_SOURCE = "events.amazonaws.com";

/** Whom a key of KMS sees when somebody sends to what is under it. */
export function keyUser(caller: Caller): Caller {
  if (caller.kind !== "service" || caller.service !== TELLS_NO_SOURCE) return caller;
  return { ...caller, sourceArn: "", sourceAccount: "" };
}
