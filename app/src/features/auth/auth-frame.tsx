import type { ReactNode } from "react";
import { KeyboardAvoidingView, Platform, ScrollView, StyleSheet, useWindowDimensions, View } from "react-native";
import { useSafeAreaInsets } from "react-native-safe-area-context";
import { useTheme } from "../../ui/theme";
import { size, space, WIDE } from "../../ui/tokens";
import { GateDrawing } from "../gate/gate-drawing";
import { Brand } from "../shell/brand";

/** Around every sign-in screen: the gate, closed, and the form beside or below it. */
export function AuthFrame({ children }: { readonly children?: ReactNode }) {
  const { colors } = useTheme();
  const { width } = useWindowDimensions();
  const insets = useSafeAreaInsets();
  const wide = width >= WIDE;
  return (
    <View style={[styles.page, { backgroundColor: colors.ground }, wide && styles.wide]}>
      {wide ? (
        <View style={[styles.picture, { backgroundColor: colors.scene.sky }]}>
          <GateDrawing state="closed" fill={true} />
        </View>
      ) : null}
      <KeyboardAvoidingView style={styles.side} behavior={Platform.OS === "ios" ? "padding" : "height"}>
        <ScrollView
          contentContainerStyle={[styles.scroll, { paddingTop: insets.top + space.l }, wide && styles.middle]}
          keyboardShouldPersistTaps="handled"
        >
          <View role="main" style={styles.column}>
            <Brand />
            {children}
          </View>
        </ScrollView>
      </KeyboardAvoidingView>
    </View>
  );
}

const styles = StyleSheet.create({
  page: { flex: 1 },
  wide: { flexDirection: "row" },
  picture: { flex: 1.1, overflow: "hidden" },
  side: { flex: 1 },
  scroll: { flexGrow: 1, paddingHorizontal: space.l, paddingBottom: space.xl },
  middle: { justifyContent: "center", paddingTop: space.xl },
  column: { width: "100%", maxWidth: size.column, alignSelf: "center", gap: space.xl },
});
