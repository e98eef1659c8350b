import { Layout } from "./layout.tsx";
import { Csrf, ErrorMessage, NoticeMessage, PasswordField, SubmitButton, TextField } from "./parts.tsx";
import type { Frame, SignInView } from "./views.ts";

export const SignInPage = ({ frame, view }: { readonly frame: Frame; readonly view: SignInView }) => {
  const failed = view.error !== undefined;
  return (
    <Layout frame={frame} title="Sign in">
      <h1>Sign in</h1>
      <p class="lead">
        to continue to <strong>{frame.appName}</strong>
      </p>
      <NoticeMessage text={view.notice} />
      <ErrorMessage text={view.error} />
      <form method="post" action={view.action} name="cognitoSignInForm">
        <Csrf token={view.xsrfToken} />
        <TextField
          name="username"
          label={view.usesEmail ? "E-mail" : "User name"}
          type={view.usesEmail ? "email" : "text"}
          value={view.username}
          autocomplete="username"
          invalid={failed}
          autofocus={view.username === ""}
        />
        <PasswordField
          label="Password"
          autocomplete="current-password"
          invalid={failed}
          autofocus={view.username !== ""}
        />
        <p class="below">
          <a href={view.forgotPassword}>Forgot your password?</a>
        </p>
        <SubmitButton name="signInSubmitButton">Sign in</SubmitButton>
      </form>
      {view.signUp !== undefined && (
        <p class="links">
          New here? <a href={view.signUp}>Create an account</a>
        </p>
      )}
    </Layout>
  );
};
