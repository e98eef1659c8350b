import { useRef, useState } from "react";
import { Platform, type TextInput } from "react-native";
import { Field } from "../../../ui/field";
import { Notice } from "../../../ui/notice";
import { AuthScreen } from "../auth-screen";
import { type SignInNotice, useSignInNotice } from "../sign-in-notice";
import type { SlotProps } from "../slot";

const NOTICES: Record<SignInNotice, { tone: "plain" | "good"; text: string }> = {
  expired: { tone: "plain", text: "Your session has ended. Sign in again to go on where you were." },
  signedOut: { tone: "good", text: "You are signed out on this device." },
  signedOutEverywhere: { tone: "good", text: "You are signed out on all devices." },
  passwordChanged: { tone: "good", text: "Your password is changed. Sign in with the new one." },
};

/** On a phone the keyboard would come up over the page by itself. */
const FOCUSES = Platform.OS === "web";

export function SignIn({ error, isPending, handleSubmit, toForgotPassword }: SlotProps<"SignIn">) {
  const { notice, lastEmail, remember } = useSignInNotice();
  const [email, setEmail] = useState(lastEmail ?? "");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const address = useRef<TextInput>(null);
  const secret = useRef<TextInput>(null);
  const submit = () => {
    const username = email.trim();
    setMissing(username === "" || password === "");
    if (username === "") return address.current?.focus();
    if (password === "") return secret.current?.focus();
    if (isPending) return;
    remember(username);
    handleSubmit({ username, password });
  };
  const forgot = () => {
    // The address goes along; a field that is empty makes nobody forget the last one.
    remember(email.trim() || undefined);
    toForgotPassword();
  };
  const shown = notice === undefined || error ? undefined : NOTICES[notice];
  return (
    <AuthScreen
      title="Welcome home"
      intro="Sign in to see your gate."
      error={error}
      notice={shown === undefined ? null : <Notice tone={shown.tone}>{shown.text}</Notice>}
      submit={{ title: "Sign in", onPress: submit, busy: isPending }}
      links={[{ title: "Forgot your password?", onPress: forgot }]}
    >
      <Field
        ref={address}
        label="E-mail"
        autoFocus={FOCUSES && !lastEmail}
        value={email}
        onChangeText={setEmail}
        error={missing && email.trim() === "" ? "Enter your e-mail address." : undefined}
        inputMode="email"
        autoComplete="username"
        textContentType="username"
        returnKeyType="next"
        submitBehavior="submit"
        onSubmitEditing={() => (password === "" ? secret.current?.focus() : submit())}
      />
      <Field
        ref={secret}
        label="Password"
        autoFocus={FOCUSES && Boolean(lastEmail)}
        value={password}
        onChangeText={setPassword}
        error={missing && password === "" ? "Enter your password." : undefined}
        secret={true}
        autoComplete="current-password"
        textContentType="password"
        returnKeyType="go"
        onSubmitEditing={submit}
      />
    </AuthScreen>
  );
}
