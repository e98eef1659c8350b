import { StyleSheet, View } from "react-native";
import { Icon } from "../../ui/icon";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { radius, space } from "../../ui/tokens";
import { ageOf, matterOf, orderText, STATE_TEXT } from "./gate-text";
import { type GateView, shownState } from "./gate-view";
import { useNow } from "./use-now";

/** How often the age of a report is looked at again. */
const AGE_EVERY_MS = 10_000;

/** The state in words and sign; a screen reader hears every change. */
export function GateStatus({ view }: { readonly view: GateView }) {
  const { colors } = useTheme();
  const state = shownState(view);
  const { title, icon } = STATE_TEXT[state];
  const [ground, ink] = toneOf(state, colors);
  const order = orderText(view);
  const matter = matterOf(view);
  const age = ageOf(view, useNow(AGE_EVERY_MS));
  return (
    <View style={styles.status} testID="gate-status">
      <View style={styles.row}>
        <View style={[styles.sign, { backgroundColor: ground }]}>
          <Icon name={icon} color={ink} size={26} />
        </View>
        <View style={styles.words}>
          <View role="status" aria-live="polite" style={styles.said}>
            <Text kind="title" role="none" testID="gate-state">
              {title}
            </Text>
            {matter === undefined ? null : (
              <Text kind="small" tone="softInk">
                {matter}
              </Text>
            )}
          </View>
          {age === undefined ? null : (
            <Text kind="small" tone="softInk" testID="gate-age">
              {age}
            </Text>
          )}
        </View>
      </View>
      <View role="status" aria-live="polite">
        {order === undefined ? null : (
          <View style={styles.order}>
            <Icon
              name={view.order?.phase === "answered" ? "check" : "sent"}
              color={colors.softInk}
              size={18}
            />
            <Text kind="small" tone="softInk" style={styles.words} testID="gate-order">
              {order}
            </Text>
          </View>
        )}
      </View>
    </View>
  );
}

function toneOf(state: ReturnType<typeof shownState>, colors: ReturnType<typeof useTheme>["colors"]) {
  switch (state) {
    case "open":
    case "opening":
    case "closing":
      return [colors.accentTint, colors.accent] as const;
    case "closed":
      return [colors.goodTint, colors.good] as const;
    case "noAnswer":
      return [colors.badTint, colors.bad] as const;
    case "offline":
    case "unknown":
      return [colors.sunken, colors.softInk] as const;
  }
}

const styles = StyleSheet.create({
  status: { gap: space.m },
  row: { flexDirection: "row", gap: space.m, alignItems: "center" },
  sign: {
    width: 56,
    height: 56,
    borderRadius: radius.round,
    alignItems: "center",
    justifyContent: "center",
  },
  words: { flex: 1, gap: 2 },
  said: { gap: 2 },
  order: { flexDirection: "row", gap: 10, alignItems: "center" },
});
