import { Layout } from "./layout.tsx";
import {
  AccountField,
  CodeField,
  Csrf,
  ErrorMessage,
  PASSWORD_RULES_ID,
  PasswordField,
  PasswordRules,
  SubmitButton,
} from "./parts.tsx";
import type { Frame, ResetPasswordView } from "./views.ts";

export const ResetPasswordPage = ({
  frame,
  view,
}: {
  readonly frame: Frame;
  readonly view: ResetPasswordView;
}) => {
  const failed = view.error !== undefined;
  return (
    <Layout frame={frame} title="Choose a new password">
      <h1>Choose a new password</h1>
      <p class="lead">
        {view.required ? (
          "Your password was reset by an administrator. Enter the code you were sent."
        ) : (
          <>
            If there is an account for <strong>{view.username}</strong>, a code is on its way to it.
          </>
        )}
      </p>
      <ErrorMessage text={view.error} />
      <form method="post" action={view.action}>
        <Csrf token={view.xsrfToken} />
        <AccountField account={view.username} />
        <CodeField label="Code" hint="Six digits, valid for one hour." invalid={failed} autofocus />
        <PasswordField
          label="New password"
          autocomplete="new-password"
          invalid={failed}
          describedBy={PASSWORD_RULES_ID}
        >
          <PasswordRules policy={view.policy} />
        </PasswordField>
        <SubmitButton>Save new password</SubmitButton>
      </form>
      <p class="links">
        No code? <a href={view.askAgain}>Send another one</a>
      </p>
    </Layout>
  );
};
