import { StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { LonePage } from "./lone-page";

const COMMANDS = [
  ["On this machine", "npm start"],
  [
    "For a system on AWS",
    "npx portcullis app-config --aws --stack homeapp-cognito homeapp-api --out app/app-config.json",
  ],
] as const;

export function NotConfigured({
  reason,
  onRetry,
}: {
  readonly reason: string;
  readonly onRetry: () => void;
}) {
  return (
    <LonePage>
      <Text kind="display">Which home is this?</Text>
      <Text tone="softInk">The app does not know yet which sign-in and which API it belongs to.</Text>
      <Notice tone="bad">{reason}</Notice>
      <Card title="Run this where the project is">
        {COMMANDS.map(([where, command]) => (
          <View key={where}>
            <Text kind="small" tone="softInk">
              {where}
            </Text>
            <Text kind="mono" selectable={true} style={styles.command}>
              {command}
            </Text>
          </View>
        ))}
      </Card>
      <Button title="Try again" onPress={onRetry} />
    </LonePage>
  );
}

const styles = StyleSheet.create({
  command: { fontSize: 14, letterSpacing: 0 },
});
