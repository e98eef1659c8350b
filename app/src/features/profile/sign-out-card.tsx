import { useState } from "react";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { signOutHere } from "../auth/amplify";
import { useSignInNotice } from "../auth/sign-in-notice";
import { accountErrorText } from "./account-text";

const WHY_NOT_EVERYWHERE = "why-not-everywhere";

interface SignOutCardProps {
  /** Undefined where neither the token nor the API can do that. */
  readonly signOutEverywhere: (() => Promise<void>) | undefined;
}

export function SignOutCard({ signOutEverywhere }: SignOutCardProps) {
  const { show } = useSignInNotice();
  const [busy, setBusy] = useState<"here" | "everywhere">();
  const [failure, setFailure] = useState<string>();
  const leave = async (where: "here" | "everywhere", signOut: () => Promise<void>) => {
    setBusy(where);
    setFailure(undefined);
    try {
      await signOut();
      show(where === "here" ? "signedOut" : "signedOutEverywhere");
    } catch (error) {
      setBusy(undefined);
      setFailure(accountErrorText(error));
    }
  };
  return (
    <Card title="Leave">
      <Button
        kind="secondary"
        icon="leave"
        title="Sign out here"
        onPress={() => void leave("here", signOutHere)}
        busy={busy === "here"}
      />
      <Button
        kind="danger"
        title="Sign out on all devices"
        onPress={() => signOutEverywhere !== undefined && void leave("everywhere", signOutEverywhere)}
        busy={busy === "everywhere"}
        {...(signOutEverywhere === undefined ? { disabled: true, describedBy: WHY_NOT_EVERYWHERE } : {})}
      />
      {signOutEverywhere === undefined ? (
        <Text kind="small" tone="softInk" nativeID={WHY_NOT_EVERYWHERE}>
          In this home you cannot do that yourself: an administrator can end all your sessions.
        </Text>
      ) : null}
      {failure === undefined ? null : <Notice tone="bad">{failure}</Notice>}
    </Card>
  );
}
