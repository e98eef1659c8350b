import { useState } from "react";
import { AuthScreen } from "../auth-screen";
import { isSound, NewPasswordFields, NO_PASSWORD } from "../new-password";
import type { SlotProps } from "../slot";

/** After the first sign-in with the password of the invitation. */
export function ForceNewPassword(props: SlotProps<"ForceNewPassword">) {
  const { error, isPending, handleSubmit, toSignIn } = props;
  const [password, setPassword] = useState(NO_PASSWORD);
  const [judged, setJudged] = useState(false);
  const submit = () => {
    setJudged(true);
    if (isSound(password) && !isPending) handleSubmit({ password: password.first });
  };
  return (
    <AuthScreen
      title="Choose your password"
      intro="The one from your invitation was for this once. From now on yours counts."
      error={error}
      submit={{ title: "Save and go on", onPress: submit, busy: isPending }}
      links={[{ title: "Back to sign-in", onPress: toSignIn }]}
    >
      <NewPasswordFields value={password} onChange={setPassword} judged={judged} onSubmit={submit} />
    </AuthScreen>
  );
}
