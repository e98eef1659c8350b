import { Layout } from "./layout.tsx";
import { Csrf, ErrorMessage, SubmitButton, TextField } from "./parts.tsx";
import type { ForgotPasswordView, Frame } from "./views.ts";

interface Props {
  readonly frame: Frame;
  readonly view: ForgotPasswordView;
}

export const ForgotPasswordPage = ({ frame, view }: Props) => (
  <Layout frame={frame} title="Forgot your password?">
    <h1>Forgot your password?</h1>
    <p class="lead">Tell us who you are and we send you a code to choose a new one.</p>
    <ErrorMessage text={view.error} />
    <form method="post" action={view.action}>
      <Csrf token={view.xsrfToken} />
      <TextField
        name="username"
        label={view.usesEmail ? "E-mail" : "User name"}
        type={view.usesEmail ? "email" : "text"}
        value={view.username}
        autocomplete="username"
        invalid={view.error !== undefined}
        autofocus
      />
      <SubmitButton>Send me a code</SubmitButton>
    </form>
    <p class="links">
      <a href={view.signIn}>Back to sign in</a>
    </p>
  </Layout>
);
