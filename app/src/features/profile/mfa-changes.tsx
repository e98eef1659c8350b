import { useState } from "react";
import { StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Text } from "../../ui/text";
import { space } from "../../ui/tokens";
import type { MfaControl } from "./use-mfa";

/** What a person does about their authenticator app: set it up, move it to a new phone, remove it. */
export function MfaChanges({ control: { mfa, begin, remove } }: { readonly control: MfaControl }) {
  const [asking, setAsking] = useState(false);
  if (mfa.state === "off") {
    return (
      <Button
        kind="secondary"
        icon="shield"
        title="Set up an authenticator app"
        onPress={begin}
        busy={mfa.busy}
      />
    );
  }
  const removeNow = () => {
    setAsking(false);
    remove();
  };
  return (
    <>
      <Button kind="secondary" icon="phone" title="I have a new phone" onPress={begin} busy={mfa.busy} />
      <Button
        kind="danger"
        title="Remove the second step"
        onPress={() => setAsking(true)}
        disabled={mfa.busy}
      />
      <ConfirmRemoval open={asking} onYes={removeNow} onNo={() => setAsking(false)} />
    </>
  );
}

interface ConfirmRemovalProps {
  readonly open: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function ConfirmRemoval({ open, onYes, onNo }: ConfirmRemovalProps) {
  return (
    <Dialog open={open} title="Remove the second step?" onClose={onNo}>
      <Text tone="softInk">
        From then on your password alone opens your account, with all that it may do. For a new phone it need
        not be removed.
      </Text>
      <View style={styles.buttons}>
        <Button title="Keep it" kind="secondary" onPress={onNo} style={styles.button} />
        <Button title="Yes, remove" kind="danger" onPress={onYes} style={styles.button} />
      </View>
    </Dialog>
  );
}

const styles = StyleSheet.create({
  buttons: { flexDirection: "row", flexWrap: "wrap-reverse", gap: space.s },
  button: { flexGrow: 1 },
});
