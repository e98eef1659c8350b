import type { ConsoleCall } from "../../../wire/console-area.ts";
import { stagePath } from "./addresses.ts";
import { type Attempt, parametersOf, type Spoil } from "./attempt.ts";
import type { RouteView } from "./read.ts";

/** What of a form cannot be sent, in words. */
export class AttemptError extends Error {}

export interface ComposedRequest extends Omit<ConsoleCall, "service"> {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The request that an attempt asks for.
 * @param authorization header and value, undefined for nobody
 * @throws AttemptError for a header that HTTP does not take, or a parameter of the path without a value
 */
export function composeRequest(
  apiId: string,
  route: RouteView,
  attempt: Attempt,
  authorization: readonly [header: string, value: string] | undefined,
): ComposedRequest {
  const headers = headersOf(attempt.headers);
  if (attempt.body !== "") headers["content-type"] ??= "application/json";
  if (authorization !== undefined) headers[authorization[0].toLowerCase()] = authorization[1];
  const query = attempt.query === "" ? "" : `?${encodedQuery(attempt.query)}`;
  return {
    method: attempt.method,
    path: `${stagePath(apiId, attempt.stage)}${pathOf(route, attempt)}${query}`,
    headers,
    body: attempt.body,
  };
}

function pathOf(route: RouteView, { pathValues }: Attempt): string {
  let path = route.path;
  for (const { name, isGreedy } of parametersOf(route.path)) {
    const value = pathValues[name] ?? "";
    if (value === "") throw new AttemptError(`Give a value for ${name} in the path.`);
    const encoded = encodeURIComponent(value);
    path = path.replace(isGreedy ? `{${name}+}` : `{${name}}`, () =>
      isGreedy ? encoded.replaceAll("%2F", "/") : encoded,
    );
  }
  return path;
}

/** Bytes that a request line does not take, percent-encoded. */
function encodedQuery(query: string): string {
  return Buffer.from(query)
    .toString("latin1")
    .replace(/[^\x21-\x7e]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** One a line, `Name: value`. */
function headersOf(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== "")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trim();
    const value = line.slice(colon + 1).trim();
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(value)) {
      throw new AttemptError(`${JSON.stringify(line.slice(0, 80))} is no header: write Name: value.`);
    }
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** A token that must be refused: its signature is another one, or it says that it has none. */
export function spoiled(token: string, spoil: Spoil): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  if (spoil === "signature") {
    const other = signature.startsWith("A") ? "B" : "A";
    return `${header}.${payload}.${other}${signature.slice(1)}`;
  }
  if (spoil === "none") {
    return `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${payload}.`;
  }
  return token;
}

/** CON-20: the same for a terminal; where a token belongs, a variable stands. */
export function curlOf(base: string, request: ComposedRequest, token: string | undefined): string {
  const parts = [`curl -i -X ${request.method} ${quoted(`${base}${request.path}`)}`];
  for (const [name, value] of Object.entries(request.headers)) {
    parts.push(value === token ? `-H ${quoted(`${name}: `)}"$TOKEN"` : `-H ${quoted(`${name}: ${value}`)}`);
  }
  if (request.body !== "") parts.push(`--data-raw ${quoted(request.body)}`);
  return parts.join(" \\\n  ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
