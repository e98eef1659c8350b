import { useAuthenticator } from "@aws-amplify/ui-react-native";
import { useRef, useState } from "react";
import type { TextInput } from "react-native";
import { AuthScreen } from "../auth-screen";
import { CODE_FORM, CodeField } from "../code-field";
import { isSound, NewPasswordFields, NO_PASSWORD } from "../new-password";
import { useSignInNotice } from "../sign-in-notice";
import type { SlotProps } from "../slot";

/** The code that was sent, and the new password. */
export function ConfirmResetPassword(props: SlotProps<"ConfirmResetPassword">) {
  const { error, isPending, handleSubmit, resendCode } = props;
  const { toSignIn } = useAuthenticator(({ toSignIn }) => [toSignIn]);
  const { lastEmail } = useSignInNotice();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState(NO_PASSWORD);
  const [judged, setJudged] = useState(false);
  const first = useRef<TextInput>(null);
  const submit = () => {
    setJudged(true);
    if (!CODE_FORM.test(code) || !isSound(password) || isPending) return;
    handleSubmit({ confirmation_code: code, password: password.first });
  };
  return (
    <AuthScreen
      title="Check your e-mail"
      intro={`If ${lastEmail ?? "that address"} has an account, a code is on its way.`}
      error={error}
      submit={{ title: "Save password", onPress: submit, busy: isPending }}
      links={[
        { title: "Send another code", onPress: () => resendCode({}) },
        { title: "Back to sign-in", onPress: toSignIn },
      ]}
    >
      <CodeField
        label="Code from the e-mail"
        value={code}
        onChange={setCode}
        judged={judged}
        onSubmit={() => first.current?.focus()}
      />
      <NewPasswordFields
        firstRef={first}
        value={password}
        onChange={setPassword}
        judged={judged}
        onSubmit={submit}
      />
    </AuthScreen>
  );
}
