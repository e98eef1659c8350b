import { StyleSheet, View } from "react-native";
import { usePreferences } from "../../lib/preferences/preferences";
import { Card } from "../../ui/card";
import { Choice } from "../../ui/choice";
import { SwitchRow } from "../../ui/switch-row";
import { Text } from "../../ui/text";
import { space } from "../../ui/tokens";
import { useApi } from "../auth/api-provider";
import { Screen } from "../shell/screen";

const SCHEMES = [
  { value: "system", title: "Device" },
  { value: "light", title: "Light" },
  { value: "dark", title: "Dark" },
] as const;

export function SettingsScreen() {
  const { preferences, change } = usePreferences();
  const { config } = useApi();
  return (
    <Screen title="Settings">
      <View style={styles.page}>
        <View style={styles.head}>
          <Text kind="display">Settings</Text>
          <Text tone="softInk">Kept on this device only.</Text>
        </View>
        <Card title="Gate">
          <SwitchRow
            title="Ask before opening"
            detail="One more tap, so that a pocket never opens the gate."
            on={preferences.confirmBeforeOpening}
            onChange={(on) => change({ confirmBeforeOpening: on })}
          />
        </Card>
        <Card title="Appearance">
          <Choice
            label="Appearance"
            options={SCHEMES}
            value={preferences.scheme}
            onChange={(scheme) => change({ scheme })}
          />
        </Card>
        <Card title="Connection">
          <Text kind="small" tone="softInk">
            The app talks to these addresses and no others:
          </Text>
          <Text kind="mono" style={styles.address} selectable={true}>
            {config.apiUrl}
          </Text>
          <Text kind="mono" style={styles.address} selectable={true}>
            {config.userPoolEndpoint ?? `https://cognito-idp.${config.region}.amazonaws.com`}
          </Text>
        </Card>
      </View>
    </Screen>
  );
}

const styles = StyleSheet.create({
  page: { gap: space.l, width: "100%", maxWidth: 640, alignSelf: "center", flexGrow: 1 },
  head: { gap: space.xs },
  address: { fontSize: 13, lineHeight: 20, letterSpacing: 0 },
});
