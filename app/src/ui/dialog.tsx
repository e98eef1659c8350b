import type { ReactNode } from "react";
import { Modal, ScrollView, StyleSheet, View } from "react-native";
import { Text } from "./text";
import { useTheme } from "./theme";
import { radius, space } from "./tokens";
import { useReducedMotion } from "./use-reduced-motion";

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * The modal is the dialog and the title its name. The keyboard stays inside while it is open; Escape and
 * the back button close it.
 */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const { colors } = useTheme();
  const reduced = useReducedMotion();
  return (
    <Modal
      aria-label={title}
      visible={open}
      transparent={true}
      animationType={reduced ? "none" : "fade"}
      onRequestClose={onClose}
    >
      <ScrollView style={styles.veil} contentContainerStyle={styles.middle}>
        <View
          accessibilityViewIsModal={true}
          style={[styles.box, { backgroundColor: colors.surface, borderColor: colors.line }]}
        >
          <Text kind="title" style={styles.title}>
            {title}
          </Text>
          {children}
        </View>
      </ScrollView>
    </Modal>
  );
}

const styles = StyleSheet.create({
  veil: { flex: 1, backgroundColor: "rgba(6, 12, 15, 0.62)" },
  middle: { flexGrow: 1, alignItems: "center", justifyContent: "center", padding: space.l },
  box: {
    width: "100%",
    maxWidth: 400,
    borderRadius: radius.l,
    borderWidth: 1,
    padding: space.l,
    gap: space.m,
  },
  title: { fontSize: 24, lineHeight: 30 },
});
