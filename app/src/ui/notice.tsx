import type { ReactNode } from "react";
import { StyleSheet, View } from "react-native";
import { Icon, type IconName } from "./icon";
import { Text } from "./text";
import { useTheme } from "./theme";
import { radius, space } from "./tokens";

type Tone = "bad" | "good" | "plain";
const ICONS: Record<Tone, IconName> = { bad: "alert", good: "check", plain: "question" };

interface NoticeProps {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly title?: string;
  readonly children: string;
  /** What to do about it. */
  readonly action?: ReactNode;
  readonly nativeID?: string;
}

/** Something to know, announced when it appears: at once when it is bad. */
export function Notice({ tone, icon = ICONS[tone], title, children, action, nativeID }: NoticeProps) {
  const { colors } = useTheme();
  const ground = { bad: colors.badTint, good: colors.goodTint, plain: colors.accentTint }[tone];
  const color = { bad: colors.bad, good: colors.good, plain: colors.accent }[tone];
  return (
    <View
      // Read as one, unless there is something to press inside.
      accessible={action === undefined}
      role={tone === "bad" ? "alert" : "status"}
      aria-live={tone === "bad" ? "assertive" : "polite"}
      style={[styles.box, { backgroundColor: ground }]}
    >
      <View style={styles.icon}>
        <Icon name={icon} color={color} size={20} />
      </View>
      <View style={styles.text}>
        {title === undefined ? null : (
          <Text kind="label" style={{ color }}>
            {title}
          </Text>
        )}
        <Text kind="small" {...(nativeID === undefined ? {} : { nativeID })}>
          {children}
        </Text>
        {action}
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  box: { flexDirection: "row", gap: 12, borderRadius: radius.s, padding: space.m },
  icon: { paddingTop: 1 },
  text: { flex: 1, gap: 2, alignItems: "flex-start" },
});
