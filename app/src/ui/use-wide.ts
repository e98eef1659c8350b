import { useWindowDimensions } from "react-native";
import { WIDE } from "./tokens";

/** Below this height (a phone on its side, a page at twice its size) things stand side by side or out of sight. */
export const LOW = 500;
const WIDE_WHEN_LOW = 640;

/** Whether there is room for two columns, or none below each other. */
export function useWide(): boolean {
  const { width, height } = useWindowDimensions();
  return width >= (height < LOW ? WIDE_WHEN_LOW : WIDE);
}
