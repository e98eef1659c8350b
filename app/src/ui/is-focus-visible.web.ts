import type { FocusEvent } from "react-native";

/** The browser knows whether it was the keyboard. */
export function isFocusVisible(event: FocusEvent): boolean {
  const target: unknown = event.target;
  return !(target instanceof Element) || target.matches(":focus-visible");
}
