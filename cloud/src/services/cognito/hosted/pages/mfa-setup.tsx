import { encode } from "uqr";
import { Layout } from "./layout.tsx";
import { CodeField, Csrf, ErrorMessage, SubmitButton } from "./parts.tsx";
import type { Frame, MfaSetupView } from "./views.ts";

export const MfaSetupPage = ({ frame, view }: { readonly frame: Frame; readonly view: MfaSetupView }) => (
  <Layout frame={frame} title="Set up your authenticator app">
    <h1>Set up your authenticator app</h1>
    <p class="lead">
      From now on you sign in to <strong>{frame.poolName}</strong> with your password and a code from your
      phone.
    </p>
    <ErrorMessage text={view.error} />
    <ol class="steps">
      <li>
        <div>
          <OpenOnPhone address={otpauthAddress(view)} />
          <p>Scan this with your authenticator app.</p>
          <QrCode text={otpauthAddress(view)} />
          <details class="secret">
            <summary>Cannot scan it? Show the key</summary>
            <code id="secret">{grouped(view.secretCode)}</code>
            <button type="button" hidden data-copy={view.secretCode}>
              Copy key
            </button>
          </details>
        </div>
      </li>
      <li>
        <div>
          <form method="post" action={view.action}>
            <Csrf token={view.xsrfToken} />
            <CodeField
              label="Enter the code it shows"
              hint="Six digits, new every 30 seconds."
              invalid={view.error !== undefined}
            />
            <SubmitButton>Confirm and continue</SubmitButton>
          </form>
        </div>
      </li>
    </ol>
  </Layout>
);

/** For whoever reads the page on the phone that holds the app: the style sheet shows it where fingers point. */
const OpenOnPhone = ({ address }: { readonly address: string }) => (
  <div class="on-phone">
    <a class="primary" href={address}>
      Open my authenticator
    </a>
    <p class="hint">Nothing opens? Install an authenticator app first, or use the key below.</p>
  </div>
);

/** @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
function otpauthAddress({ issuer, account, secretCode }: MfaSetupView): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secretCode}&issuer=${encodeURIComponent(issuer)}`;
}

/** Always dark on white with its quiet zone, whatever the colour scheme: cameras expect that. */
const QrCode = ({ text }: { readonly text: string }) => {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <div class="qr">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        shape-rendering="crispEdges"
        role="img"
        aria-label="QR code for your authenticator app"
      >
        <path fill="#ffffff" d={`M0 0h${size}v${size}H0z`} />
        <path fill="#0b222b" d={path} />
      </svg>
    </div>
  );
};

/** Groups of four are easier to type. */
function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
