import { useState } from "react";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";

interface AdminsOnlyProps {
  readonly scope: string;
  readonly nativeID: string;
  /** Fetches new tokens. */
  readonly renew: () => Promise<void>;
}

/** Why the buttons are locked, and what helps. The API refuses without this screen, too. */
export function AdminsOnly({ scope, nativeID, renew }: AdminsOnlyProps) {
  const [busy, setBusy] = useState(false);
  const check = () => {
    setBusy(true);
    renew()
      .catch(() => undefined)
      .finally(() => setBusy(false));
  };
  return (
    <Notice
      tone="plain"
      icon="lock"
      title="Opening is for administrators"
      nativeID={nativeID}
      action={<Button kind="plain" title="I have been added: check again" onPress={check} busy={busy} />}
    >
      {`Your token lacks the scope ${scope}. It comes with the group Admins: ask an administrator to add you.`}
    </Notice>
  );
}
