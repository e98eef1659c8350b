import { ActivityIndicator, Pressable, type StyleProp, StyleSheet, View, type ViewStyle } from "react-native";
import { Icon, type IconName } from "./icon";
import { Text } from "./text";
import { useTheme } from "./theme";
import { type Palette, radius, size, space } from "./tokens";
import { useFocusRing } from "./use-focus-ring";

type Kind = "primary" | "secondary" | "plain" | "danger";

export interface ButtonProps {
  readonly title: string;
  readonly onPress: () => void;
  readonly kind?: Kind;
  readonly icon?: IconName;
  readonly disabled?: boolean;
  /** At work: shows it, and takes no second press. */
  readonly busy?: boolean;
  /** The id of the text that says why it cannot be pressed. */
  readonly describedBy?: string;
  /** Whether what it opens is open. */
  readonly expanded?: boolean;
  /** Where it leads: a browser makes a link of it. */
  readonly href?: string;
  readonly style?: StyleProp<ViewStyle>;
}

export function Button({ title, onPress, kind = "primary", icon, style, ...state }: ButtonProps) {
  const { colors } = useTheme();
  const ring = useFocusRing();
  const { disabled = false, busy = false, describedBy, href, expanded } = state;
  const look = lookOf(kind, colors, disabled);
  return (
    <Pressable
      role={href === undefined ? "button" : "link"}
      aria-label={title}
      aria-disabled={disabled || busy}
      aria-busy={busy}
      {...(describedBy === undefined ? {} : { "aria-describedby": describedBy })}
      {...(expanded === undefined ? {} : { "aria-expanded": expanded })}
      {...(href === undefined ? {} : { href })}
      disabled={disabled || busy}
      onPress={onPress}
      {...ring.handlers}
      style={({ pressed }) => [
        styles.box,
        kind === "plain" && styles.plain,
        { backgroundColor: pressed ? look.pressed : look.ground, borderColor: look.edge },
        ring.style,
        style,
      ]}
    >
      <View style={styles.row}>
        {busy ? (
          <View aria-hidden={true}>
            <ActivityIndicator size="small" color={look.text} />
          </View>
        ) : null}
        {icon !== undefined && !busy ? <Icon name={icon} color={look.text} size={20} /> : null}
        <Text kind="label" style={[styles.title, { color: look.text }]}>
          {title}
        </Text>
      </View>
    </Pressable>
  );
}

interface Look {
  readonly ground: string;
  readonly pressed: string;
  readonly edge: string;
  readonly text: string;
}

function lookOf(kind: Kind, colors: Palette, disabled: boolean): Look {
  if (disabled) {
    return { ground: colors.sunken, pressed: colors.sunken, edge: colors.line, text: colors.softInk };
  }
  switch (kind) {
    case "primary":
      return {
        ground: colors.accent,
        pressed: colors.accentPressed,
        edge: "transparent",
        text: colors.onAccent,
      };
    case "secondary":
      return { ground: colors.surface, pressed: colors.sunken, edge: colors.edge, text: colors.ink };
    case "danger":
      return { ground: colors.surface, pressed: colors.badTint, edge: colors.bad, text: colors.bad };
    case "plain":
      return { ground: "transparent", pressed: colors.accentTint, edge: "transparent", text: colors.accent };
  }
}

const styles = StyleSheet.create({
  box: {
    minHeight: size.target + 4,
    borderRadius: radius.m,
    borderWidth: 1,
    paddingHorizontal: space.l,
    justifyContent: "center",
  },
  // Its text lines up with what stands above it.
  plain: { paddingHorizontal: space.s, marginLeft: -space.s, minHeight: size.target },
  row: { flexDirection: "row", alignItems: "center", justifyContent: "center", gap: 10 },
  title: { textAlign: "center", flexShrink: 1 },
});
