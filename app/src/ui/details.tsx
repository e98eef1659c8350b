import { useState } from "react";
import { StyleSheet, View } from "react-native";
import { Button } from "./button";
import { Text } from "./text";

/** What few readers need, behind a button. */
export function Details({ children }: { readonly children: string }) {
  const [open, setOpen] = useState(false);
  return (
    <View style={styles.details}>
      <Button kind="plain" title="Details" expanded={open} onPress={() => setOpen(!open)} />
      {open ? (
        <Text kind="small" tone="softInk" selectable={true}>
          {children}
        </Text>
      ) : null}
    </View>
  );
}

const styles = StyleSheet.create({ details: { alignItems: "flex-start" } });
