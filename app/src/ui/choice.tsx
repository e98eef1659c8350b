import { Pressable, StyleSheet, View } from "react-native";
import { Text } from "./text";
import { useTheme } from "./theme";
import { radius, size } from "./tokens";
import { useFocusRing } from "./use-focus-ring";

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly title: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few, side by side. */
export function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  const { colors } = useTheme();
  return (
    <View role="radiogroup" aria-label={label} style={[styles.group, { backgroundColor: colors.sunken }]}>
      {options.map((option) => (
        <Option
          key={option.value}
          title={option.title}
          chosen={option.value === value}
          onPress={() => onChange(option.value)}
        />
      ))}
    </View>
  );
}

function Option({ title, chosen, onPress }: { title: string; chosen: boolean; onPress: () => void }) {
  const { colors } = useTheme();
  const ring = useFocusRing();
  const look = chosen ? { backgroundColor: colors.surface, borderColor: colors.edge } : styles.unchosen;
  return (
    <Pressable
      role="radio"
      aria-checked={chosen}
      aria-label={title}
      onPress={onPress}
      {...ring.handlers}
      style={[styles.option, look, ring.style]}
    >
      <Text kind="label" tone={chosen ? "ink" : "softInk"} style={styles.title}>
        {title}
      </Text>
    </Pressable>
  );
}

const styles = StyleSheet.create({
  group: { flexDirection: "row", flexWrap: "wrap", borderRadius: radius.m, padding: 4, gap: 4 },
  option: {
    flexGrow: 1,
    minHeight: size.target,
    borderRadius: radius.s + 2,
    borderWidth: 1,
    justifyContent: "center",
    paddingHorizontal: 8,
  },
  unchosen: { borderColor: "transparent" },
  title: { textAlign: "center" },
});
