import { render } from "@testing-library/react-native";
import type { ReactElement } from "react";
import { type Metrics, SafeAreaProvider } from "react-native-safe-area-context";

const PHONE: Metrics = {
  frame: { x: 0, y: 0, width: 390, height: 844 },
  insets: { top: 47, left: 0, right: 0, bottom: 34 },
};

/** Renders on the ground that every screen stands on. */
export function renderOnPhone(element: ReactElement) {
  return render(<SafeAreaProvider initialMetrics={PHONE}>{element}</SafeAreaProvider>);
}
