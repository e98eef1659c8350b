import { useState } from "react";
import { Linking, Platform, StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { space } from "../../ui/tokens";

interface OpenAuthenticatorProps {
  /** The `otpauth:` address. */
  readonly address: string;
}

/** On the phone that holds the authenticator app there is nothing to scan with: the address opens the app. */
export function OpenAuthenticator({ address }: OpenAuthenticatorProps) {
  const [failed, setFailed] = useState(false);
  const open = () => {
    // A browser follows the link by itself; asked to open an address it would leave an empty tab.
    if (Platform.OS === "web") return;
    setFailed(false);
    Linking.openURL(address).catch(() => setFailed(true));
  };
  return (
    <View style={styles.open}>
      <Button title="Open my authenticator" icon="phone" href={address} onPress={open} />
      {failed ? (
        <Notice tone="bad">
          No app on this phone takes it. Install an authenticator app, or copy the key.
        </Notice>
      ) : (
        <Text kind="small" tone="softInk">
          Nothing opens? Install an authenticator app first, or copy the key into yours.
        </Text>
      )}
    </View>
  );
}

const styles = StyleSheet.create({ open: { gap: space.s } });
