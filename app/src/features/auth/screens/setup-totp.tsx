import { AuthScreen } from "../auth-screen";
import { CodeField } from "../code-field";
import { useSignInNotice } from "../sign-in-notice";
import type { SlotProps } from "../slot";
import { TotpEnrolment } from "../totp-enrolment";
import { useCode } from "../use-code";

/** Where the pool asks for an authenticator app and the person has none yet. */
export function SetupTotp(props: SlotProps<"SetupTotp">) {
  const { error, isPending, handleSubmit, toSignIn, totpSecretCode, username } = props;
  const { lastEmail } = useSignInNotice();
  const { submit, field } = useCode(isPending, (code) => handleSubmit({ confirmation_code: code }));
  return (
    <AuthScreen
      title="Add a second lock"
      intro="Put the key into an authenticator app. From then on signing in takes your password and the six figures it shows."
      before={<TotpEnrolment account={lastEmail ?? username ?? ""} secret={totpSecretCode ?? ""} />}
      error={error}
      submit={{ title: "Confirm", onPress: submit, busy: isPending }}
      links={[{ title: "Back to sign-in", onPress: toSignIn }]}
    >
      <CodeField label="Code the app shows" {...field} />
    </AuthScreen>
  );
}
