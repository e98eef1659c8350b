import { type ReactNode, useEffect, useRef } from "react";
import { AccessibilityInfo, ScrollView, StyleSheet, View } from "react-native";
import { size, space } from "../../ui/tokens";
import { nameThePage } from "./name-the-page";

/** One screen's content: scrolls, is as wide as can be read, and says its name when it comes. */
export function Screen({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const said = useRef(false);
  useEffect(() => {
    nameThePage(title);
    if (!said.current) AccessibilityInfo.announceForAccessibility(title);
    said.current = true;
  }, [title]);
  return (
    <ScrollView contentContainerStyle={styles.scroll}>
      <View role="main" style={styles.page}>
        {children}
      </View>
    </ScrollView>
  );
}

const styles = StyleSheet.create({
  scroll: { flexGrow: 1, padding: space.m, paddingBottom: space.xl },
  page: { width: "100%", maxWidth: size.page, alignSelf: "center", flexGrow: 1, justifyContent: "center" },
});
