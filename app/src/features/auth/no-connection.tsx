import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { LonePage } from "../shell/lone-page";

/** Signed in, but the tokens are old and nobody can be asked for new ones. */
export function NoConnection({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <LonePage>
      <Text kind="display">No connection</Text>
      <Notice tone="bad" icon="offline">
        The sign-in service cannot be reached. You stay signed in; check your connection and try again.
      </Notice>
      <Button title="Try again" onPress={onRetry} />
    </LonePage>
  );
}
