import { useState } from "react";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { signOutEverywhere, signOutHere } from "../auth/amplify";
import { SELF_SERVICE_SCOPE } from "../auth/claims";
import { useSession } from "../auth/session";
import { useSignInNotice } from "../auth/sign-in-notice";

const WHY_NOT_EVERYWHERE = "why-not-everywhere";

export function SignOutCard() {
  const { scopes } = useSession();
  const { show } = useSignInNotice();
  const [busy, setBusy] = useState<"here" | "everywhere">();
  const [failed, setFailed] = useState(false);
  const allowed = scopes.includes(SELF_SERVICE_SCOPE);
  const leave = async (where: "here" | "everywhere") => {
    setBusy(where);
    setFailed(false);
    try {
      await (where === "here" ? signOutHere() : signOutEverywhere());
      show(where === "here" ? "signedOut" : "signedOutEverywhere");
    } catch {
      setBusy(undefined);
      setFailed(true);
    }
  };
  return (
    <Card title="Leave">
      <Button
        kind="secondary"
        icon="leave"
        title="Sign out here"
        onPress={() => void leave("here")}
        busy={busy === "here"}
      />
      <Button
        kind="danger"
        title="Sign out on all devices"
        onPress={() => void leave("everywhere")}
        busy={busy === "everywhere"}
        disabled={!allowed}
        {...(allowed ? {} : { describedBy: WHY_NOT_EVERYWHERE })}
      />
      {allowed ? null : (
        <Text kind="small" tone="softInk" nativeID={WHY_NOT_EVERYWHERE}>
          In this home tokens may not do that: an administrator can end all your sessions.
        </Text>
      )}
      {failed ? <Notice tone="bad">That did not work. Check your connection and try again.</Notice> : null}
    </Card>
  );
}
