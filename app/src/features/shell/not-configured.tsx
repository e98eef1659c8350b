import { StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { size, space } from "../../ui/tokens";
import { Brand } from "./brand";

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
  const { colors } = useTheme();
  return (
    <View style={[styles.page, { backgroundColor: colors.ground }]}>
      <View role="main" style={styles.column}>
        <Brand />
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
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  page: { flex: 1, justifyContent: "center", padding: space.l },
  column: { width: "100%", maxWidth: size.column, alignSelf: "center", gap: space.l },
  command: { fontSize: 14, letterSpacing: 0 },
});
