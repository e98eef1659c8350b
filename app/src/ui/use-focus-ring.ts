import { useState } from "react";
import type { FocusEvent } from "react-native";
import { isFocusVisible } from "./is-focus-visible";
import { useTheme } from "./theme";

/** A clear ring around what the keyboard is on; none for fingers and mice. */
export function useFocusRing() {
  const { colors } = useTheme();
  const [focused, setFocused] = useState(false);
  return {
    handlers: {
      onFocus: (event: FocusEvent) => setFocused(isFocusVisible(event)),
      onBlur: () => setFocused(false),
    },
    style: {
      outlineStyle: "solid" as const,
      outlineWidth: focused ? 3 : 0,
      outlineOffset: 2,
      outlineColor: colors.focus,
    },
  };
}
