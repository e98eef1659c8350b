import type { Evidence } from "../model.ts";
import type { Answer, Sent } from "./send.ts";

const BODY_BYTES = 512;
/** Headers whose values are secrets. */
const SECRET_HEADERS = new Set(["authorization", "cookie", "x-amz-security-token", "x-api-key"]);
/** Members of bodies whose values are secrets. */
const SECRET_MEMBERS =
  /("(?:Password|PreviousPassword|ProposedPassword|NEW_PASSWORD|PASSWORD|SECRET_HASH|SecretHash|Session|AccessToken|IdToken|RefreshToken|REFRESH_TOKEN|Token|ClientSecret|SecretCode|code|refresh_token|access_token|id_token)"\s*:\s*)"[^"]*"/g;
/** Fields of forms and queries whose values are secrets. */
const SECRET_FIELDS = new Set([
  "password",
  "code",
  "code_verifier",
  "refresh_token",
  "client_secret",
  "_csrf",
  "token",
]);

/** What a person needs to see it again, without secrets. */
export function evidenceOf(sent: Sent, answer: Answer): Evidence {
  return {
    curl: curlOf(sent),
    status: answer.status,
    body: cut(withoutSecrets(answer.body)),
    trace: answer.headers["x-amzn-requestid"] ?? answer.headers["apigw-requestid"],
  };
}

/** One line that a POSIX shell takes; `$TOKEN` stands for every secret. */
export function curlOf({ method, origin, path, headers, body }: Sent): string {
  const words = ["curl", "-i", "--path-as-is", "-X", method, quoted(`${origin}${withoutSecrets(path)}`)];
  for (const [name, value] of headers) {
    const isSecret = SECRET_HEADERS.has(name.toLowerCase()) && value !== "";
    // In double quotes, so that the shell puts the secret in.
    words.push("-H", isSecret ? `"${name}: $TOKEN"` : quoted(`${name}: ${withoutSecrets(value)}`));
  }
  if (body !== undefined) words.push("--data-binary", quoted(cut(withoutSecrets(body))));
  return words.join(" ");
}

/** AUDIT-7: values that are secrets become `$TOKEN`. */
function withoutSecrets(text: string): string {
  return text
    .replace(SECRET_MEMBERS, '$1"$TOKEN"')
    .split(/([^\w.=~%-])/)
    .map(withoutSecret)
    .join("");
}

/** A field of a form, or what has the shape of a token. */
function withoutSecret(word: string): string {
  const equals = word.indexOf("=");
  if (equals > 0 && SECRET_FIELDS.has(word.slice(0, equals))) return `${word.slice(0, equals)}=$TOKEN`;
  const start = word.indexOf("eyJ");
  return start !== -1 && word.includes(".", start) ? `${word.slice(0, start)}$TOKEN` : word;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function cut(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= BODY_BYTES) return text;
  let whole = bytes.subarray(0, BODY_BYTES - 3).toString("utf8");
  while (whole.endsWith("\uFFFD")) whole = whole.slice(0, -1);
  return `${whole}…`;
}
