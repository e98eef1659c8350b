import { AuthScreen } from "../auth-screen";
import { NewPasswordFields, useNewPassword } from "../new-password";
import type { SlotProps } from "../slot";

/** After the first sign-in with the password of the invitation. */
export function ForceNewPassword(props: SlotProps<"ForceNewPassword">) {
  const { error, isPending, handleSubmit, toSignIn } = props;
  const { password, isSound, judge, focus, fields } = useNewPassword();
  const submit = () => {
    judge();
    if (!isSound) return focus();
    if (!isPending) handleSubmit({ password });
  };
  return (
    <AuthScreen
      title="Choose your password"
      intro="The one from your invitation was for this once. From now on yours counts."
      error={error}
      submit={{ title: "Save and go on", onPress: submit, busy: isPending }}
      links={[{ title: "Back to sign-in", onPress: toSignIn }]}
    >
      <NewPasswordFields {...fields} onSubmit={submit} />
    </AuthScreen>
  );
}
