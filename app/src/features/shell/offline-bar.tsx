import { StyleSheet, View } from "react-native";
import { Icon } from "../../ui/icon";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { space } from "../../ui/tokens";

export function OfflineBar() {
  const { colors } = useTheme();
  return (
    <View role="alert" aria-live="assertive" style={[styles.bar, { backgroundColor: colors.badTint }]}>
      <Icon name="offline" color={colors.bad} size={20} />
      <Text kind="small" style={styles.text}>
        You are offline. What is shown may be old, and the gate cannot be told anything.
      </Text>
    </View>
  );
}

const styles = StyleSheet.create({
  bar: {
    flexDirection: "row",
    alignItems: "center",
    gap: 10,
    paddingVertical: 10,
    paddingHorizontal: space.m + 4,
  },
  text: { flex: 1 },
});
