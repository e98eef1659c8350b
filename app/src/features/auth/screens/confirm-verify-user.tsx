import { AuthScreen } from "../auth-screen";
import { CodeField } from "../code-field";
import type { SlotProps } from "../slot";
import { useCode } from "../use-code";

export function ConfirmVerifyUser(props: SlotProps<"ConfirmVerifyUser">) {
  const { error, isPending, handleSubmit, skipVerification } = props;
  const { submit, field } = useCode(isPending, (code) => handleSubmit({ confirmation_code: code }));
  return (
    <AuthScreen
      title="Check your messages"
      intro="Enter the code we have sent to that address."
      error={error}
      submit={{ title: "Verify", onPress: submit, busy: isPending }}
      links={[{ title: "Not now", onPress: skipVerification }]}
    >
      <CodeField label="Code" autoFocus={true} {...field} />
    </AuthScreen>
  );
}
