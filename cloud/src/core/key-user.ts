import type { Caller } from "./caller.ts";

/** EventBridge tells no key for which of its rules it uses it. */
export function tellsKeyNoSource(service: string): boolean {
  return service === "events.amazonaws.com";
}

/** Whom a key of KMS sees when somebody sends to what is under it. */
export function keyUser(caller: Caller): Caller {
  if (caller.kind !== "service" || !tellsKeyNoSource(caller.service)) return caller;
  return { ...caller, sourceArn: "", sourceAccount: "" };
}
