import type { ReactNode } from "react";
import {
  Text as NativeText,
  type TextProps as NativeTextProps,
  StyleSheet,
  type TextStyle,
} from "react-native";
import { fonts } from "./fonts";
import { useTheme } from "./theme";
import type { Palette } from "./tokens";

type Kind = "display" | "title" | "heading" | "body" | "label" | "small" | "mono";

const STYLES: Record<Kind, TextStyle> = {
  display: { fontFamily: fonts.display, fontSize: 36, lineHeight: 42, letterSpacing: -0.4 },
  title: { fontFamily: fonts.display, fontSize: 28, lineHeight: 34, letterSpacing: -0.2 },
  heading: { fontFamily: fonts.body, fontSize: 17, lineHeight: 24, fontWeight: "600" },
  body: { fontFamily: fonts.body, fontSize: 16, lineHeight: 24 },
  label: { fontFamily: fonts.body, fontSize: 15, lineHeight: 20, fontWeight: "600" },
  small: { fontFamily: fonts.body, fontSize: 14, lineHeight: 20 },
  mono: { fontFamily: fonts.mono, fontSize: 15, lineHeight: 22, letterSpacing: 0.6 },
};

/** Headings are announced as such; 1 is the name of the screen. */
const LEVELS: Partial<Record<Kind, number>> = { display: 1, title: 1, heading: 2 };

export interface TextProps extends NativeTextProps {
  readonly kind?: Kind;
  readonly tone?: "ink" | "softInk" | "accent" | "good" | "bad" | "onAccent";
  readonly children: ReactNode;
}

export function Text({ kind = "body", tone = "ink", role, style, ...rest }: TextProps) {
  const { colors } = useTheme();
  const color = colors[tone satisfies keyof Palette];
  const level = LEVELS[kind];
  const heading = level === undefined ? {} : { role: "heading" as const, "aria-level": level };
  return (
    <NativeText
      {...(role === undefined ? heading : { role })}
      {...rest}
      style={[STYLES[kind], styles.text, { color }, style]}
    />
  );
}

const styles = StyleSheet.create({
  // A word without a gap breaks instead of reaching out of its box.
  text: { maxWidth: "100%" },
});
