import { StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { size, space } from "../../ui/tokens";
import { Brand } from "../shell/brand";

/** Signed in, but the tokens are old and nobody can be asked for new ones. */
export function NoConnection({ onRetry }: { readonly onRetry: () => void }) {
  const { colors } = useTheme();
  return (
    <View style={[styles.page, { backgroundColor: colors.ground }]}>
      <View role="main" style={styles.column}>
        <Brand />
        <Text kind="display">No connection</Text>
        <Notice tone="bad" icon="offline">
          The sign-in service cannot be reached. You stay signed in; check your connection and try again.
        </Notice>
        <Button title="Try again" onPress={onRetry} />
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  page: { flex: 1, justifyContent: "center", padding: space.l },
  column: { width: "100%", maxWidth: size.column, alignSelf: "center", gap: space.l },
});
