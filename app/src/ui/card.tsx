import type { ReactNode } from "react";
import { StyleSheet, View } from "react-native";
import { Text } from "./text";
import { useTheme } from "./theme";
import { radius, space } from "./tokens";

export function Card({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  const { colors } = useTheme();
  return (
    <View style={[styles.card, { backgroundColor: colors.surface, borderColor: colors.line }]}>
      {title === undefined ? null : (
        <Text kind="heading" style={styles.title}>
          {title}
        </Text>
      )}
      {children}
    </View>
  );
}

const styles = StyleSheet.create({
  card: { borderRadius: radius.l, borderWidth: 1, padding: space.l, gap: space.m },
  title: { marginBottom: -4 },
});
