import { withState } from "../../core/shown-commands.ts";
import type { Reach } from "../reach.ts";

/** Variables of a shell that stand for secrets in the commands of a report, and where a person gets one. */
const PLACEHOLDERS = {
  TOKEN: "TOKEN=$(npx portcullis token <e-mail> --raw access), or --raw id where the route has no scopes",
  REFRESH_TOKEN: "REFRESH_TOKEN=$(npx portcullis token <e-mail> --raw refresh)",
  PASSWORD: "PASSWORD is the person's; it is shown to nobody, this one was the audit's own",
  SESSION: "SESSION is the one of the answer before, good once",
  SRP_PROOF: "SRP_PROOF is made of the password by an app, good once",
  CODE: "CODE was sent, shown or handed over, good once",
  CODE_VERIFIER: "CODE_VERIFIER is the app's, of this sign-in",
  CLIENT_SECRET: "CLIENT_SECRET is the app client's: aws cognito-idp describe-user-pool-client",
  SECRET_HASH: "SECRET_HASH is made of user name, app client and its secret",
  SECRET_KEY: "SECRET_KEY is of an access key; it is shown to nobody",
  SIGNATURE: "SIGNATURE is made of the request by the secret of an access key",
  COOKIE: "COOKIE is the one of a browser that has the page open",
  CSRF: "CSRF is a field of the page's form",
  API_KEY: "API_KEY is a key of the API's usage plan",
} as const;

export type Placeholder = keyof typeof PLACEHOLDERS;

/** `token` asks a cloud of this machine alone. */
const ON_AWS: Partial<Record<Placeholder, string>> = {
  TOKEN: "TOKEN is an access token of a person's sign-in, or an ID token where the route has no scopes",
  REFRESH_TOKEN: "REFRESH_TOKEN is the one of a person's sign-in",
};

const FORGED = "TOKEN was made by the attack and is not kept: the same check makes one again";

/**
 * What a person has to know before they repeat the command of a check: a line for each variable in it.
 * @param check `TOK-03`
 */
export function placeholderLines(check: string, command: string, { state, onAws }: Reach): readonly string[] {
  const textOf = (name: Placeholder) =>
    onAws === undefined ? PLACEHOLDERS[name] : (ON_AWS[name] ?? PLACEHOLDERS[name]);
  const used = new Set(command.match(/\$[A-Z_]{4,16}\b/g) ?? []);
  return (Object.keys(PLACEHOLDERS) as Placeholder[])
    .filter((name) => used.has(`$${name}`))
    .map((name) => (name === "TOKEN" && check.startsWith("TOK-") ? FORGED : textOf(name)))
    .map((line) => withState(line, state));
}
