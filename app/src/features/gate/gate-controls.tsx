import { useState } from "react";
import { StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { space } from "../../ui/tokens";
import { ConfirmOpening } from "./confirm-opening";
import { type Command, type GateView, isBusy } from "./gate-view";

interface GateControlsProps {
  readonly view: GateView;
  /** Opening asks once more. */
  readonly confirm: boolean;
  readonly locked: boolean;
  readonly describedBy?: string;
  readonly give: (command: Command) => void;
}

/** Two buttons, each with its own message. Closing never asks: it is the safe direction. */
export function GateControls({ view, confirm, locked, describedBy, give }: GateControlsProps) {
  const [asking, setAsking] = useState(false);
  const described = describedBy === undefined ? {} : { describedBy };
  const state = (command: Command) => ({ busy: !locked && isBusy(view, command), disabled: locked });
  const open = () => {
    setAsking(false);
    give("open");
  };
  return (
    <View style={styles.buttons}>
      <Button
        title="Open gate"
        icon={locked ? "lock" : "arrowUp"}
        onPress={() => (confirm ? setAsking(true) : open())}
        style={styles.button}
        {...state("open")}
        {...described}
      />
      <Button
        title="Close gate"
        kind="secondary"
        icon={locked ? "lock" : "arrowDown"}
        onPress={() => give("close")}
        style={styles.button}
        {...state("close")}
        {...described}
      />
      <ConfirmOpening open={asking} onYes={open} onNo={() => setAsking(false)} />
    </View>
  );
}

const styles = StyleSheet.create({
  buttons: { flexDirection: "row", flexWrap: "wrap", gap: space.m },
  button: { flexGrow: 1, flexBasis: 160, minHeight: 60 },
});
