import { useEffect, useRef } from "react";
import { StyleSheet, View } from "react-native";
import { bringIntoView } from "../../ui/bring-into-view";
import { isPhone } from "../../ui/is-phone";
import { QrCode } from "../../ui/qr-code";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { radius, space } from "../../ui/tokens";
import { CopyButton } from "./copy-button";
import { OpenAuthenticator } from "./open-authenticator";
import { otpauthAddress, readableSecret } from "./otpauth";

/** What an authenticator app needs: to open on a phone, to scan, and to type where there is no camera. */
export function TotpEnrolment({ account, secret }: { account: string; secret: string }) {
  const { colors } = useTheme();
  const address = otpauthAddress(account, secret);
  const enrolment = useRef<View>(null);
  useEffect(() => bringIntoView(enrolment.current), []);
  return (
    <View
      ref={enrolment}
      role="group"
      aria-label="Key for your authenticator app"
      tabIndex={-1}
      style={styles.enrolment}
    >
      {isPhone() ? <OpenAuthenticator address={address} /> : null}
      <View style={styles.row}>
        <View style={[styles.paper, { borderColor: colors.line }]}>
          <QrCode
            text={address}
            size={184}
            label="QR code for your authenticator app; the key beside it says the same"
          />
        </View>
        <View style={styles.key}>
          <Text kind="small" tone="softInk">
            No camera? Type this key:
          </Text>
          <Text kind="mono" selectable={true} testID="totp-key">
            {readableSecret(secret)}
          </Text>
          <CopyButton text={secret} title="Copy key" />
        </View>
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  enrolment: { gap: space.l, outlineWidth: 0 },
  row: { flexDirection: "row", flexWrap: "wrap", gap: space.l, alignItems: "center" },
  paper: { backgroundColor: "#FFFFFF", borderRadius: radius.m, borderWidth: 1, padding: 6 },
  key: { flex: 1, minWidth: 180, gap: space.s, alignItems: "flex-start" },
});
