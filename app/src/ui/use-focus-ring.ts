import { useState } from "react";
import { useTheme } from "./theme";

/** A clear ring around what the keyboard is on; none for fingers and mice where the platform tells. */
export function useFocusRing() {
  const { colors } = useTheme();
  const [focused, setFocused] = useState(false);
  return {
    handlers: { onFocus: () => setFocused(true), onBlur: () => setFocused(false) },
    style: {
      outlineStyle: "solid" as const,
      outlineWidth: focused ? 3 : 0,
      outlineOffset: 2,
      outlineColor: colors.focus,
    },
  };
}
