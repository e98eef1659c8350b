import { useAuthenticator } from "@aws-amplify/ui-react-native";
import { Button } from "../../../ui/button";
import { Notice } from "../../../ui/notice";
import { AuthHead } from "../auth-screen";

/** Steps that the pool of the home stacks never asks for, in words for who meets them in another pool. */
const STEPS = {
  signUp: "making an account of one's own",
  confirmSignUp: "confirming an account that one has made oneself",
  selectMfaType: "a choice between several second factors",
  setupEmail: "codes by e-mail as a second factor",
  signInSelectAuthFactor: "a choice between several ways to sign in",
  passkeyPrompt: "passkeys",
} as const;

export type StepNotOffered = keyof typeof STEPS;

export function isNotOffered(step: string | null): step is StepNotOffered {
  return step !== null && Object.hasOwn(STEPS, step);
}

/** Says by name what the pool asks for and this app does not have. */
export function NotOffered({ step }: { readonly step: StepNotOffered }) {
  const { toSignIn } = useAuthenticator(({ toSignIn }) => [toSignIn]);
  return (
    <AuthHead title="The app ends here">
      <Notice tone="bad">
        {`The user pool asks for ${STEPS[step]} (${step}). This app does not offer that: tell the person who invited you.`}
      </Notice>
      <Button title="Back to sign-in" onPress={toSignIn} />
    </AuthHead>
  );
}
