import type { View } from "react-native";

/**
 * Scrolls as little as shows all of it: what came may begin below the lower edge of the window. The keyboard
 * goes on from there, too: the button that was pressed for it is gone, and with it the focus.
 */
export function bringIntoView(view: View | null): void {
  // On the web a view is its element.
  const element = view as unknown as HTMLElement | null;
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest" });
}
