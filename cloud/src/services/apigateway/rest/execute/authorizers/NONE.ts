import type { InvocationCheck } from "../api-invocation.ts";

/** A method that says NONE by name takes everybody. */
export function openToAll(): InvocationCheck {
  return () => undefined;
}
