import type { FocusEvent } from "react-native";

/** On phones only keyboards and switches move the focus. */
export function isFocusVisible(_event: FocusEvent): boolean {
  return true;
}
