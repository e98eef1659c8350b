import { useId } from "react";
import { Pressable, StyleSheet, View } from "react-native";
import { Text } from "./text";
import { useTheme } from "./theme";
import { radius, size, space } from "./tokens";
import { useFocusRing } from "./use-focus-ring";

interface SwitchRowProps {
  readonly title: string;
  readonly detail: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** The whole row is the switch. */
export function SwitchRow({ title, detail, on, onChange }: SwitchRowProps) {
  const { colors } = useTheme();
  const ring = useFocusRing();
  const id = useId();
  return (
    <Pressable
      role="switch"
      aria-checked={on}
      aria-label={title}
      accessibilityHint={detail}
      {...{ "aria-describedby": id }}
      onPress={() => onChange(!on)}
      {...ring.handlers}
      style={[styles.row, ring.style]}
    >
      <View style={styles.text}>
        <Text kind="label">{title}</Text>
        <Text kind="small" tone="softInk" nativeID={id}>
          {detail}
        </Text>
      </View>
      <View
        style={[
          styles.track,
          {
            backgroundColor: on ? colors.accent : colors.sunken,
            borderColor: on ? colors.accent : colors.edge,
          },
        ]}
      >
        <View
          style={[styles.knob, { backgroundColor: on ? colors.onAccent : colors.edge }, on && styles.knobOn]}
        />
      </View>
    </Pressable>
  );
}

const styles = StyleSheet.create({
  row: {
    flexDirection: "row",
    alignItems: "center",
    gap: space.m,
    minHeight: size.target,
    borderRadius: radius.s,
  },
  text: { flex: 1, gap: 2 },
  track: { width: 52, height: 30, borderRadius: radius.round, borderWidth: 1.5, padding: 3 },
  knob: { width: 21, height: 21, borderRadius: radius.round },
  knobOn: { transform: [{ translateX: 22 }] },
});
