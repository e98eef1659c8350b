import { useAuthenticator } from "@aws-amplify/ui-react-native";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { AuthHead } from "./auth-screen";
import { errorText } from "./error-text";

/**
 * Where the Authenticator stands between two of its steps and has no screen. It passes by itself, unless
 * what it did there went wrong: the code for a password that has to be reset could not be sent, for one.
 */
export function BetweenSteps() {
  const { error, toSignIn } = useAuthenticator(({ error, toSignIn }) => [error, toSignIn]);
  const message = errorText(error);
  if (message === undefined) {
    return (
      <Text tone="softInk" role="status" aria-live="polite">
        One moment …
      </Text>
    );
  }
  return (
    <AuthHead title="That did not work">
      <Notice tone="bad">{message}</Notice>
      <Button title="Back to sign-in" onPress={toSignIn} />
    </AuthHead>
  );
}
