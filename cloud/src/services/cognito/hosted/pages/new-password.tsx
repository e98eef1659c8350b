import { Layout } from "./layout.tsx";
import {
  AccountField,
  Csrf,
  ErrorMessage,
  PASSWORD_RULES_ID,
  PasswordField,
  PasswordRules,
  SubmitButton,
  TextField,
} from "./parts.tsx";
import type { Frame, NewPasswordView } from "./views.ts";

/** What browsers can fill in for the standard attributes. */
const AUTOCOMPLETE: ReadonlyMap<string, string> = new Map([
  ["name", "name"],
  ["given_name", "given-name"],
  ["family_name", "family-name"],
  ["nickname", "nickname"],
  ["email", "email"],
  ["phone_number", "tel"],
  ["birthdate", "bday"],
]);

export const NewPasswordPage = ({
  frame,
  view,
}: {
  readonly frame: Frame;
  readonly view: NewPasswordView;
}) => {
  const failed = view.error !== undefined;
  return (
    <Layout frame={frame} title="Choose your password">
      <h1>Choose your password</h1>
      <p class="lead">The one you were sent works only once. Pick your own to go on.</p>
      <ErrorMessage text={view.error} />
      <form method="post" action={view.action}>
        <Csrf token={view.xsrfToken} />
        <AccountField account={view.account} />
        {view.requiredAttributes.map((name) => (
          <TextField
            name={`userAttributes.${name}`}
            label={labelOf(name)}
            autocomplete={AUTOCOMPLETE.get(name) ?? "off"}
            invalid={false}
          />
        ))}
        <PasswordField
          label="New password"
          autocomplete="new-password"
          invalid={failed}
          autofocus
          describedBy={PASSWORD_RULES_ID}
        >
          <PasswordRules policy={view.policy} />
        </PasswordField>
        <SubmitButton>Save and continue</SubmitButton>
      </form>
    </Layout>
  );
};

/** `custom:house_number` → `House number`. */
function labelOf(attribute: string): string {
  const words = attribute.replace(/^custom:/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
