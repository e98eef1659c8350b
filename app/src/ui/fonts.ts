import { Platform } from "react-native";

/** The reader's own fonts: nothing is fetched. */
export const fonts = {
  display: Platform.select({
    ios: "Georgia",
    android: "serif",
    default: "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, 'Noto Serif', serif",
  }),
  body: Platform.select({
    ios: "System",
    android: "sans-serif",
    default: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  }),
  mono: Platform.select({
    ios: "Menlo",
    android: "monospace",
    default: "ui-monospace, Menlo, Consolas, monospace",
  }),
};
