import { View } from "react-native";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { EnrolTotp } from "./enrol-totp";
import type { MfaControl } from "./use-mfa";

interface MfaCardProps {
  readonly control: MfaControl;
  /** Whether the person's token may set it up and turn it off here. */
  readonly changeable: boolean;
}

/** The second factor, as far as the home lets the person see and change it. */
export function MfaCard({ control, changeable }: MfaCardProps) {
  const { mfa, begin, confirm, cancel, turnOff, reload } = control;
  const known = mfa.state === "on" || mfa.state === "off";
  return (
    <Card title="Two-step sign-in">
      <View aria-live="polite">
        <Text>{WORDS[mfa.state]}</Text>
      </View>
      {known && !changeable ? (
        <Text kind="small" tone="softInk">
          {WHY_NOT_HERE[mfa.state]}
        </Text>
      ) : null}
      {mfa.error === undefined ? null : <Notice tone="bad">{mfa.error}</Notice>}
      {mfa.state === "off" && changeable ? (
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
      {mfa.state === "on" && changeable ? (
        <Button kind="danger" title="Turn it off" onPress={turnOff} busy={mfa.busy} />
      ) : null}
      {mfa.state === "failed" ? (
        <Button kind="secondary" title="Try again" onPress={reload} busy={mfa.busy} />
      ) : null}
    </Card>
  );
}

const WORDS: Record<MfaControl["mfa"]["state"], string> = {
  asking: "Asking the sign-in service …",
  on: "On: signing in takes your password and a code of your authenticator app.",
  off: "Off: your password alone opens your account.",
  enrolling: "Scan the code with an authenticator app, then enter the six figures it shows.",
  hidden:
    "Your token may not read or change this: in this home the scope for it is taken away, and its API does not tell. Where a second step is required, you set it up when you sign in.",
  failed: "The sign-in service did not say.",
};

/** The trigger takes from tokens the scope to change it. */
const WHY_NOT_HERE = {
  on: "It cannot be changed here. Before you change your phone, move your authenticator app to the new one; if the phone is lost, ask an administrator to invite you anew.",
  off: "It cannot be set up here. Homes that require it ask for it when you sign in.",
} as const;
