import type { Placeholder } from "./placeholders.ts";

/** Text in which secrets are names of variables. */
export type Part = string | { readonly variable: Placeholder };

/** Headers whose values are secrets. */
const HEADERS: Readonly<Record<string, Placeholder>> = {
  authorization: "TOKEN",
  cookie: "COOKIE",
  "x-amz-security-token": "TOKEN",
  "x-api-key": "API_KEY",
};

/** Members of bodies, and fields of forms and queries, whose values are secrets. */
const NAMES: ReadonlyMap<string, Placeholder> = new Map([
  ...of(
    "PASSWORD",
    "password",
    "Password",
    "PreviousPassword",
    "ProposedPassword",
    "NEW_PASSWORD",
    "PASSWORD",
  ),
  ...of("SECRET_HASH", "SECRET_HASH", "SecretHash"),
  ...of("SESSION", "Session"),
  ...of("SRP_PROOF", "PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE"),
  ...of("TOKEN", "AccessToken", "IdToken", "Token", "access_token", "id_token", "token"),
  ...of("REFRESH_TOKEN", "RefreshToken", "REFRESH_TOKEN", "refresh_token"),
  ...of("CLIENT_SECRET", "ClientSecret", "client_secret"),
  ...of(
    "CODE",
    "code",
    "SecretCode",
    "UserCode",
    "ConfirmationCode",
    "SMS_MFA_CODE",
    "SOFTWARE_TOKEN_MFA_CODE",
  ),
  ...of("CODE_VERIFIER", "code_verifier"),
  ...of("CSRF", "_csrf"),
]);

function of(variable: Placeholder, ...names: readonly string[]): [string, Placeholder][] {
  return names.map((name) => [name, variable]);
}

/** `"name":"value"` of JSON. */
const MEMBER = /("(\w{1,40})"[ ]?:[ ]?")((?:[^"\\]|\\.)*)(?=")/g;

/** The value of a header, of which all may be a secret. */
export function headerParts(name: string, value: string): readonly Part[] {
  const variable = HEADERS[name.toLowerCase()];
  return variable === undefined || value === "" ? partsOf(value) : [{ variable }];
}

/** AUDIT-7: values that are secrets are variables. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(MEMBER)) {
    const [all, before = "", name = ""] = match;
    const variable = NAMES.get(name);
    if (variable === undefined) continue;
    parts.push(...fieldsOf(text.slice(end, match.index)), before, { variable });
    end = match.index + all.length;
  }
  return [...parts, ...fieldsOf(text.slice(end))];
}

function fieldsOf(text: string): readonly Part[] {
  return text.split(/([^\w.=~%-])/).flatMap(wordOf);
}

/** A field of a form, or what has the shape of a token. */
function wordOf(word: string): readonly Part[] {
  const equals = word.indexOf("=");
  const variable = equals > 0 ? NAMES.get(word.slice(0, equals)) : undefined;
  if (variable !== undefined) return [word.slice(0, equals + 1), { variable }];
  const start = word.indexOf("eyJ");
  return start !== -1 && word.includes(".", start) ? [word.slice(0, start), { variable: "TOKEN" }] : [word];
}

/** For people: `$TOKEN`. */
export function asText(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === "string" ? part : `$${part.variable}`)).join("");
}
