import { StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Text } from "../../ui/text";
import { space } from "../../ui/tokens";

interface ConfirmOpeningProps {
  readonly open: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** The keyboard starts at Cancel: a second press of the same key opens nothing. */
export function ConfirmOpening({ open, onYes, onNo }: ConfirmOpeningProps) {
  return (
    <Dialog open={open} title="Open the gate?" onClose={onNo}>
      <Text tone="softInk">
        Whoever stands before it can come in. Closing never asks; this can be changed in Settings.
      </Text>
      <View style={styles.buttons}>
        <Button title="Cancel" kind="secondary" onPress={onNo} style={styles.button} />
        <Button title="Yes, open" icon="arrowUp" onPress={onYes} style={styles.button} />
      </View>
    </Dialog>
  );
}

const styles = StyleSheet.create({
  buttons: { flexDirection: "row", flexWrap: "wrap-reverse", gap: space.s },
  button: { flexGrow: 1 },
});
