import { View } from "react-native";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { EnrolTotp } from "./enrol-totp";
import { MfaChanges } from "./mfa-changes";
import type { MfaChange, MfaControl } from "./use-mfa";

interface MfaCardProps {
  readonly control: MfaControl;
  /** Whether the person's token may set it up and remove it here. */
  readonly changeable: boolean;
}

/** The second factor, as far as the home lets the person see and change it. */
export function MfaCard({ control, changeable }: MfaCardProps) {
  const { mfa, confirm, cancel, reload } = control;
  const known = mfa.state === "on" || mfa.state === "off";
  return (
    <Card title="Two-step sign-in">
      <View aria-live="polite">
        <Text>{mfa.secret !== undefined && known ? HOW_TO_ENROL[mfa.state] : WORDS[mfa.state]}</Text>
      </View>
      {known && !changeable ? (
        <Text kind="small" tone="softInk">
          {WHY_NOT_HERE[mfa.state]}
        </Text>
      ) : null}
      {mfa.error === undefined ? null : <Notice tone="bad">{mfa.error}</Notice>}
      {mfa.done === undefined ? null : <Notice tone="good">{DONE[mfa.done]}</Notice>}
      {mfa.secret === undefined ? null : (
        <EnrolTotp secret={mfa.secret} busy={mfa.busy} onCode={confirm} onCancel={cancel} />
      )}
      {known && changeable && mfa.secret === undefined ? <MfaChanges control={control} /> : null}
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
  hidden:
    "This home does not tell, and lets nobody change it here. Where a second step is required, you set it up when you sign in.",
  failed: "The sign-in service did not say.",
};

const HOW_TO_ENROL = {
  off: "Put the key into an authenticator app, then enter the six figures it shows.",
  on: "Put the key into the authenticator app of your new phone, then enter the six figures it shows. From then on the codes of the old phone are of no use.",
} as const;

const DONE: Record<MfaChange, string> = {
  setUp: "Your authenticator app is set up.",
  moved: "Your new phone is set up. The codes of the old one are of no use any more.",
  removed: "The second step is removed. You can delete the entry in your authenticator app.",
};

/** The trigger takes from tokens the scope to change it. */
const WHY_NOT_HERE = {
  on: "It cannot be changed here. Before you change your phone, move your authenticator app to the new one; if the phone is lost, ask an administrator to invite you anew.",
  off: "It cannot be set up here. Homes that require it ask for it when you sign in.",
} as const;
