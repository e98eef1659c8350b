import { StyleSheet, View } from "react-native";
import { Icon, type IconName } from "../../ui/icon";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { radius, space } from "../../ui/tokens";

interface FactProps {
  readonly icon: IconName;
  readonly label: string;
  readonly value: string | undefined;
  /** Only for addresses, which the pool verifies with a code. */
  readonly verified?: boolean;
}

export function Fact({ icon, label, value, verified }: FactProps) {
  const { colors } = useTheme();
  const marked = value !== undefined && verified !== undefined;
  return (
    <View style={styles.row}>
      <Icon name={icon} color={colors.softInk} size={20} />
      <View style={styles.text}>
        <Text kind="small" tone="softInk">
          {label}
        </Text>
        <Text tone={value === undefined ? "softInk" : "ink"} selectable={true}>
          {value ?? "Not given"}
        </Text>
        {marked ? <Mark verified={verified} /> : null}
      </View>
    </View>
  );
}

function Mark({ verified }: { readonly verified: boolean }) {
  const { colors } = useTheme();
  const [ground, ink] = verified ? [colors.goodTint, colors.good] : [colors.badTint, colors.bad];
  return (
    <View style={[styles.mark, { backgroundColor: ground }]}>
      <Icon name={verified ? "check" : "alert"} color={ink} size={16} />
      <Text kind="small" style={{ color: ink }}>
        {verified ? "Verified" : "Not verified"}
      </Text>
    </View>
  );
}

const styles = StyleSheet.create({
  row: { flexDirection: "row", gap: space.m },
  text: { flex: 1, alignItems: "flex-start" },
  mark: {
    flexDirection: "row",
    alignItems: "center",
    gap: 6,
    marginTop: 4,
    borderRadius: radius.round,
    paddingHorizontal: 10,
    paddingVertical: 2,
  },
});
