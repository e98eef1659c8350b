import { useRef, useState } from "react";
import type { TextInput } from "react-native";
import { Field } from "../../../ui/field";
import { AuthScreen } from "../auth-screen";
import { useSignInNotice } from "../sign-in-notice";
import type { SlotProps } from "../slot";

export function ForgotPassword({ error, isPending, handleSubmit, toSignIn }: SlotProps<"ForgotPassword">) {
  const { lastEmail, remember } = useSignInNotice();
  const [email, setEmail] = useState(lastEmail ?? "");
  const [judged, setJudged] = useState(false);
  const address = useRef<TextInput>(null);
  const submit = () => {
    const username = email.trim();
    setJudged(true);
    if (username === "") return address.current?.focus();
    if (isPending) return;
    remember(username);
    handleSubmit({ username });
  };
  return (
    <AuthScreen
      title="Forgot your password?"
      intro="We send a code to your e-mail address. With it you choose a new one."
      error={error}
      submit={{ title: "Send code", onPress: submit, busy: isPending }}
      links={[{ title: "Back to sign-in", onPress: toSignIn }]}
    >
      <Field
        ref={address}
        label="E-mail"
        value={email}
        onChangeText={setEmail}
        error={judged && email.trim() === "" ? "Enter your e-mail address." : undefined}
        inputMode="email"
        autoComplete="username"
        textContentType="username"
        onSubmitEditing={submit}
      />
    </AuthScreen>
  );
}
