import type { ReactNode } from "react";
import { ScrollView, StyleSheet, View } from "react-native";
import { useTheme } from "../../ui/theme";
import { size, space } from "../../ui/tokens";
import { Brand } from "./brand";

/** A page before anybody can be signed in: one column in the middle, which scrolls where it is too high. */
export function LonePage({ children }: { readonly children: ReactNode }) {
  const { colors } = useTheme();
  return (
    <ScrollView style={{ backgroundColor: colors.ground }} contentContainerStyle={styles.page}>
      <View role="main" style={styles.column}>
        <Brand />
        {children}
      </View>
    </ScrollView>
  );
}

const styles = StyleSheet.create({
  page: { flexGrow: 1, justifyContent: "center", padding: space.l },
  column: { width: "100%", maxWidth: size.column, alignSelf: "center", gap: space.l },
});
