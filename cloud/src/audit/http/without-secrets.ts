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

/**
 * Members of bodies, and fields of forms and queries, whose values are secrets; whatever their case, since
 * routes have names of their own, and without what joins their words.
 */
const NAMES: ReadonlyMap<string, Placeholder> = new Map([
  ...of(
    "PASSWORD",
    "password",
    "newpassword",
    "previouspassword",
    "proposedpassword",
    "temporarypassword",
    "confirmpassword",
  ),
  ...of("SECRET_HASH", "secrethash"),
  ...of("SESSION", "session"),
  ...of("SRP_PROOF", "passwordclaimsecretblock", "passwordclaimsignature"),
  ...of("TOKEN", "accesstoken", "idtoken", "token", "authorization", "xamzsecuritytoken", "sessiontoken"),
  ...of("REFRESH_TOKEN", "refreshtoken"),
  ...of("CLIENT_SECRET", "clientsecret"),
  ...of("SECRET_KEY", "secretaccesskey", "secretkey"),
  ...of("SIGNATURE", "xamzsignature", "signature"),
  ...of("COOKIE", "cookie", "setcookie"),
  ...of("API_KEY", "apikey", "xapikey"),
  ...of(
    "CODE",
    "code",
    "secretcode",
    "usercode",
    "confirmationcode",
    "smsmfacode",
    "smsotpcode",
    "emailmfacode",
    "emailotpcode",
    "softwaretokenmfacode",
  ),
  ...of("CODE_VERIFIER", "codeverifier"),
  ...of("CSRF", "csrf"),
]);

function of(variable: Placeholder, ...names: readonly string[]): [string, Placeholder][] {
  return names.map((name) => [name, variable]);
}

/** `Code` is what AWS's errors are called by. */
function secretOf(name: string): Placeholder | undefined {
  return name === "Code" ? undefined : NAMES.get(name.toLowerCase().replaceAll(/[_-]/g, ""));
}

/** What is before a secret, its name among it, and the secret; each form leaves the rest to those below it. */
const FORMS: readonly RegExp[] = [
  // `"name":"value"` of JSON; the last may be cut off.
  /(?<!\\)(?<before>"(?<name>[\w-]{1,40})"\s{0,20}:\s{0,20}")(?<secret>(?:[^"\\]|\\.)*)/gs,
  // A number that is no status.
  /(?<before>"(?<name>[\w-]{1,40})"\s{0,20}:\s{0,20})(?<secret>\d{4,40})/g,
  // JSON that is a text of JSON: as many backslashes before each quote.
  /(?<!\\)(?<before>(?<slashes>\\+)"(?<name>[\w-]{1,40})\k<slashes>"\s{0,20}:\s{0,20}\k<slashes>")(?<secret>.*?)(?=(?<!\\)\k<slashes>"|$)/gs,
  // A field of a page.
  /(?<before>\bname="(?<name>[\w-]{1,40})"[^<>]{0,80}?\bvalue=")(?<secret>[^"<>]*)/g,
  // One of a form, a query or a signature.
  /(?<![\w.~%-])(?<before>(?<name>[\w-]{1,40})=)(?<secret>[^&\s"'<>\\]+)/g,
];

/** The value of a header, of which all may be a secret. */
export function headerParts(name: string, value: string): readonly Part[] {
  const variable = HEADERS[name.toLowerCase()];
  return variable === undefined || value === "" ? partsOf(value) : [{ variable }];
}

/** AUDIT-7: values that are secrets are variables. Texts do not follow each other. */
export function partsOf(text: string): readonly Part[] {
  const joined: Part[] = [];
  for (const part of ofForms(text, FORMS)) {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

function ofForms(text: string, [form, ...others]: readonly RegExp[]): readonly Part[] {
  if (form === undefined) return text.split(/([^\w.=~%-])/).flatMap(tokenIn);
  const parts: Part[] = [];
  const pattern = new RegExp(form);
  let end = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { before = "", name = "", secret = "" } = match.groups ?? {};
    const start = match.index + before.length;
    const variable = secretOf(name);
    pattern.lastIndex = variable === undefined ? start : start + secret.length;
    if (variable === undefined || secret === "") continue;
    parts.push(...ofForms(text.slice(end, match.index), others), before, { variable });
    end = pattern.lastIndex;
  }
  return [...parts, ...ofForms(text.slice(end), others)];
}

/** What has the shape of a token. */
function tokenIn(word: string): readonly Part[] {
  const start = word.indexOf("eyJ");
  return start !== -1 && word.includes(".", start) ? [word.slice(0, start), { variable: "TOKEN" }] : [word];
}

/** For people: `$TOKEN`. */
export function asText(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === "string" ? part : `$${part.variable}`)).join("");
}
