import type { View } from "react-native";

/** A phone's app has what comes where the finger was; only a browser's window may end above it. */
export function bringIntoView(_view: View | null): void {}
