import { View } from "react-native";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { errorText } from "../auth/error-text";
import { EnrolTotp } from "./enrol-totp";
import { useMfa } from "./use-mfa";

/** The second factor, as far as the pool lets the person see and change it. */
export function MfaCard() {
  const { mfa, begin, confirm, cancel, turnOff, reload } = useMfa();
  const message = errorText(mfa.error);
  return (
    <Card title="Two-step sign-in">
      <View aria-live="polite">
        <Text>{WORDS[mfa.state]}</Text>
      </View>
      {message === undefined ? null : <Notice tone="bad">{message}</Notice>}
      {mfa.state === "off" ? (
        <Button
          kind="secondary"
          icon="shield"
          title="Set up an authenticator app"
          onPress={begin}
          busy={mfa.busy}
        />
      ) : null}
      {mfa.secret === undefined ? null : (
        <EnrolTotp secret={mfa.secret} busy={mfa.busy} onCode={confirm} onCancel={cancel} />
      )}
      {mfa.state === "on" ? (
        <Button kind="danger" title="Turn it off" onPress={turnOff} busy={mfa.busy} />
      ) : null}
      {mfa.state === "failed" ? (
        <Button kind="secondary" title="Try again" onPress={reload} busy={mfa.busy} />
      ) : null}
    </Card>
  );
}

const WORDS: Record<ReturnType<typeof useMfa>["mfa"]["state"], string> = {
  asking: "Asking the sign-in service …",
  on: "On: signing in takes your password and a code of your authenticator app.",
  off: "Off: your password alone opens your account.",
  enrolling: "Scan the code with an authenticator app, then enter the six figures it shows.",
  hidden:
    "Your token may not read or change this: in this home the scope for it is taken away. An administrator can reset your second factor; where it is required, you set it up when you sign in.",
  failed: "The sign-in service did not say.",
};
