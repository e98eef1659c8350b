import { StyleSheet, View } from "react-native";
import { Icon } from "../../ui/icon";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { radius, space } from "../../ui/tokens";
import { detailOf, orderText, STATE_TEXT } from "./gate-text";
import { type GateView, shownState } from "./gate-view";

/** The state in words and sign; a screen reader hears every change. */
export function GateStatus({ view }: { readonly view: GateView }) {
  const { colors } = useTheme();
  const state = shownState(view);
  const { title, icon } = STATE_TEXT[state];
  const [ground, ink] = toneOf(state, colors);
  const order = orderText(view);
  return (
    <View role="status" aria-live="polite" style={styles.status} testID="gate-status">
      <View style={styles.row}>
        <View style={[styles.sign, { backgroundColor: ground }]}>
          <Icon name={icon} color={ink} size={26} />
        </View>
        <View style={styles.words}>
          <Text kind="title" role="none" testID="gate-state">
            {title}
          </Text>
          <Text kind="small" tone="softInk">
            {detailOf(view, new Date())}
          </Text>
        </View>
      </View>
      {order === undefined ? null : (
        <View style={styles.order}>
          <Icon name={view.order?.phase === "answered" ? "check" : "sent"} color={colors.softInk} size={18} />
          <Text kind="small" tone="softInk" style={styles.words} testID="gate-order">
            {order}
          </Text>
        </View>
      )}
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
  order: { flexDirection: "row", gap: 10, alignItems: "center" },
});
