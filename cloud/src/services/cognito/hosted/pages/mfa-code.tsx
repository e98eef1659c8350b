import { Layout } from "./layout.tsx";
import { CodeField, Csrf, ErrorMessage, SubmitButton } from "./parts.tsx";
import type { Frame, MfaCodeView } from "./views.ts";

export const MfaCodePage = ({ frame, view }: { readonly frame: Frame; readonly view: MfaCodeView }) => (
  <Layout frame={frame} title="Enter your code">
    <h1>Enter your code</h1>
    <p class="lead">
      Open your authenticator app and look for <strong>{frame.poolName}</strong>.
    </p>
    <ErrorMessage text={view.error} />
    <form method="post" action={view.action}>
      <Csrf token={view.xsrfToken} />
      <CodeField
        label="Code"
        hint="Six digits, new every 30 seconds."
        invalid={view.error !== undefined}
        autofocus
      />
      <SubmitButton>Sign in</SubmitButton>
    </form>
    <p class="links">
      <a href={view.signIn}>Sign in as somebody else</a>
    </p>
  </Layout>
);
