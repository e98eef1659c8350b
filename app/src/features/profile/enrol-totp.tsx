import { Button } from "../../ui/button";
import { Form } from "../../ui/form";
import { CodeField } from "../auth/code-field";
import { useSession } from "../auth/session";
import { TotpEnrolment } from "../auth/totp-enrolment";
import { useCode } from "../auth/use-code";

interface EnrolTotpProps {
  readonly secret: string;
  readonly busy: boolean;
  readonly onCode: (code: string) => void;
  readonly onCancel: () => void;
}

export function EnrolTotp({ secret, busy, onCode, onCancel }: EnrolTotpProps) {
  const { person } = useSession();
  const { submit, field } = useCode(busy, onCode);
  return (
    <Form label="Set up an authenticator app">
      <TotpEnrolment account={person.email ?? ""} secret={secret} />
      <CodeField label="Code the app shows" {...field} />
      <Button title="Confirm" onPress={submit} busy={busy} />
      <Button kind="plain" title="Not now" onPress={onCancel} />
    </Form>
  );
}
