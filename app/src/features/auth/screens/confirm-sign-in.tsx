import { AuthScreen } from "../auth-screen";
import { CodeField } from "../code-field";
import type { SlotProps } from "../slot";
import { useCode } from "../use-code";

/** The second factor. */
export function ConfirmSignIn(props: SlotProps<"ConfirmSignIn">) {
  const { challengeName, error, isPending, handleSubmit, toSignIn } = props;
  const { submit, field } = useCode(isPending, (code) => handleSubmit({ confirmation_code: code }));
  const sent = challengeName === "SMS_MFA" || challengeName === "EMAIL_OTP";
  return (
    <AuthScreen
      title="One more lock"
      intro={
        sent
          ? "Enter the code we have sent you."
          : "Enter the code your authenticator app shows for Portcullis."
      }
      error={error}
      submit={{ title: "Sign in", onPress: submit, busy: isPending }}
      links={[{ title: "Back to sign-in", onPress: toSignIn }]}
    >
      <CodeField label="Code" autoFocus={true} {...field} />
    </AuthScreen>
  );
}
