import { useState } from "react";
import { StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Details } from "../../ui/details";
import { Notice } from "../../ui/notice";

interface AdminsOnlyProps {
  readonly scope: string;
  readonly nativeID: string;
  /** Fetches new tokens. */
  readonly renew: () => Promise<void>;
}

/** Why the buttons are locked, and what helps. The API refuses without this screen, too. */
export function AdminsOnly({ scope, nativeID, renew }: AdminsOnlyProps) {
  const [busy, setBusy] = useState(false);
  const check = () => {
    setBusy(true);
    renew()
      .catch(() => undefined)
      .finally(() => setBusy(false));
  };
  return (
    <Notice
      tone="plain"
      icon="lock"
      title="Opening is for administrators"
      nativeID={nativeID}
      action={
        <View style={styles.actions}>
          <Button kind="plain" title="I have been added: check again" onPress={check} busy={busy} />
          <Details>{`Your access token lacks the scope ${scope}. Members of the group Admins have it.`}</Details>
        </View>
      }
    >
      You can see the gate and not move it. Ask an administrator of this home to make you one, too.
    </Notice>
  );
}

const styles = StyleSheet.create({ actions: { alignItems: "flex-start" } });
