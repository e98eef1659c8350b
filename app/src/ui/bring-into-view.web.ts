import type { View } from "react-native";

/** Scrolls as little as shows all of it: what came may begin below the lower edge of the window. */
export function bringIntoView(view: View | null): void {
  // On the web a view is its element.
  (view as unknown as HTMLElement | null)?.scrollIntoView({ block: "nearest" });
}
