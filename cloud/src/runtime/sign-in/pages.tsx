import { createHash } from "node:crypto";
import type { Child } from "hono/jsx";
import type { AppSignIn } from "../../core/ports/own-sign-ins.ts";
import { printable } from "../../core/printable.ts";
import { forCloud, type StartedWith } from "../../core/shown-commands.ts";
import type { HttpResponse } from "../../wire/http.ts";
import { SIGNED_IN_STYLES } from "./page-styles.ts";
import type { TokenSet } from "./redeem.ts";

/** A sandbox without an origin: no page of this machine can read what stands here [DOOR-15]. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(SIGNED_IN_STYLES).digest("base64")}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "sandbox",
].join("; ");

export interface SignedInView {
  readonly app: AppSignIn;
  readonly tokens: TokenSet;
  /** Name that a person goes by, of a stored user name. */
  readonly nameOf: (username: string) => string | undefined;
  readonly isForTerminal: boolean;
  readonly startedWith: StartedWith;
  /** Address at which somebody else signs in. */
  readonly again: string;
}

type Claims = Readonly<Record<string, unknown>>;

/** Who signed in, and what the tokens say. */
export function signedInPage(view: SignedInView): HttpResponse {
  const access = claimsOf(view.tokens.access_token);
  const username = String(access["username"] ?? access["sub"]);
  const id = view.tokens.id_token === undefined ? undefined : claimsOf(view.tokens.id_token);
  const name = String(id?.["email"] ?? view.nameOf(username) ?? username);
  return html(
    200,
    <Page title={`Signed in as ${name}`}>
      <p class="kicker">Signed in as</p>
      <h1>{name}</h1>
      <p>
        With the app client <b>{view.app.clientName}</b> of the user pool <b>{view.app.poolName}</b>.
        {view.isForTerminal ? " The terminal that asked has its tokens: go on there." : ""}
      </p>
      <dl>
        <Words title="Scopes" words={String(access["scope"] ?? "").split(" ")} />
        <Words title="Groups" words={[access["cognito:groups"] ?? []].flat().map(String)} />
      </dl>
      <Token title="Access token" text={view.tokens.access_token} claims={access} />
      {id === undefined || view.tokens.id_token === undefined ? (
        <p class="calm">There is no ID token: the app client has not the scope openid.</p>
      ) : (
        <Token title="ID token" text={view.tokens.id_token} claims={id} />
      )}
      <p>
        <a href={view.again}>Sign in as somebody else</a>
      </p>
      <p class="calm">
        This page belongs to the local cloud. An app is called back at its own address, with a code that it
        exchanges for these tokens. In a terminal:{" "}
        <code>{printable(forCloud("npx portcullis token --browser", view.startedWith))}</code>
      </p>
    </Page>,
  );
}

export function failedPage(status: number, text: string, again?: string): HttpResponse {
  return html(
    status,
    <Page title="Not signed in">
      <h1>Not signed in</h1>
      <p>{text}</p>
      {again === undefined ? null : (
        <p>
          <a href={again}>Try again</a>
        </p>
      )}
    </Page>,
  );
}

const Page = ({ title, children }: { readonly title: string; readonly children: Child }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · Portcullis`}</title>
      <style dangerouslySetInnerHTML={{ __html: SIGNED_IN_STYLES }} />
    </head>
    <body>
      <main>{children}</main>
    </body>
  </html>
);

const Words = ({ title, words }: { readonly title: string; readonly words: readonly string[] }) => {
  const shown = words.filter((word) => word !== "");
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {shown.length === 0 ? (
          "none"
        ) : (
          <ul class="words">
            {shown.map((word) => (
              <li>{word}</li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
};

interface TokenProps {
  readonly title: string;
  readonly text: string;
  readonly claims: Claims;
}

/** Long lines scroll inside, so the boxes can be reached by keyboard. */
const Token = ({ title, text, claims }: TokenProps) => (
  <section aria-label={title}>
    <h2>{title}</h2>
    <p class="calm">Valid until {new Date(Number(claims["exp"]) * 1000).toUTCString()}</p>
    <pre tabindex={0}>{JSON.stringify(claims, undefined, 2)}</pre>
    <details>
      <summary>Encoded</summary>
      <textarea readonly rows={6} aria-label={`${title}, encoded`}>
        {text}
      </textarea>
    </details>
  </section>
);

function claimsOf(jwt: string): Claims {
  return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8")) as Claims;
}

function html(status: number, page: unknown): HttpResponse {
  return {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": POLICY,
    },
    body: `<!doctype html>${String(page)}`,
  };
}
