import type { Check } from "../exchange.ts";

/** A method that says NONE by name takes everybody. */
export function openToAll(): Check {
  return () => undefined;
}
