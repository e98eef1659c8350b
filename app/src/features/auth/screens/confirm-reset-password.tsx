import { useAuthenticator } from "@aws-amplify/ui-react-native";
import { useRef, useState } from "react";
import type { TextInput } from "react-native";
import { AuthScreen } from "../auth-screen";
import { CODE_FORM, CodeField } from "../code-field";
import { NewPasswordFields, useNewPassword } from "../new-password";
import { useSignInNotice } from "../sign-in-notice";
import type { SlotProps } from "../slot";

/** The code that was sent, and the new password. */
export function ConfirmResetPassword(props: SlotProps<"ConfirmResetPassword">) {
  const { error, isPending, handleSubmit, resendCode } = props;
  const { toSignIn } = useAuthenticator(({ toSignIn }) => [toSignIn]);
  const { lastEmail } = useSignInNotice();
  const [code, setCode] = useState("");
  const [judged, setJudged] = useState(false);
  const codeRef = useRef<TextInput>(null);
  const { password, isSound, judge, focus, fields } = useNewPassword();
  const submit = () => {
    setJudged(true);
    judge();
    if (!CODE_FORM.test(code)) return codeRef.current?.focus();
    if (!isSound) return focus();
    if (!isPending) handleSubmit({ confirmation_code: code, password });
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
        ref={codeRef}
        label="Code from the e-mail"
        autoFocus={true}
        value={code}
        onChange={setCode}
        judged={judged}
        onSubmit={isSound ? submit : focus}
      />
      <NewPasswordFields {...fields} onSubmit={submit} />
    </AuthScreen>
  );
}
