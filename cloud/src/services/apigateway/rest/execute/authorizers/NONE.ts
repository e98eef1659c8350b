import type { InvocationCheck } from "../invocation/api-invocation.ts";

/** A method that says NONE by name takes everybody. */
export function openToAll(): InvocationCheck {
  return () => undefined;
}
