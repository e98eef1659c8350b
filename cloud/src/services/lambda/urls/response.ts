import { type HttpResponse, isHeaderName, isHeaderValue, wireValue } from "../../../wire/http.ts";

/** What a function returned cannot be sent; says which member, never its value. */
export class UnusableAnswerError extends Error {}

/** Framing belongs to the service, and so does its id. */
const IGNORED: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "date",
  "keep-alive",
  "server",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-amzn-requestid",
]);
const REMAPPED = "www-authenticate";

/**
 * The answer of a function as the client gets it: an object with `statusCode` says what is sent, all
 * else is the body itself.
 * @throws UnusableAnswerError
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
 */
export function urlResponse(payload: Buffer): HttpResponse {
  const answer = parsed(payload);
  if (!isObject(answer) || answer["statusCode"] === undefined || answer["statusCode"] === null) {
    return {
      status: 200,
      headers: { "Content-Type": "application/json" },
      body: typeof answer === "string" ? answer : JSON.stringify(answer),
    };
  }
  return { ...headOf(answer, "application/json"), body: bodyOf(answer) };
}

/**
 * Status and headers that a function says.
 * @param contentType of an answer that does not say its own
 * @throws UnusableAnswerError
 */
export function headOf(
  { statusCode, headers, cookies }: Readonly<Record<string, unknown>>,
  contentType: string,
): Pick<HttpResponse, "status" | "headers"> {
  return {
    status: statusOf(statusCode ?? 200),
    headers: { ...headersOf(headers, contentType), ...cookiesOf(cookies) },
  };
}

function parsed(payload: Buffer): unknown {
  const text = payload.toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function statusOf(value: unknown): number {
  const status = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value;
  // Interim statuses would leave the client waiting for the real answer.
  if (typeof status === "number" && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new UnusableAnswerError("statusCode is no HTTP status");
}

function headersOf(value: unknown, contentType: string): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  if (value !== undefined && value !== null) {
    if (!isObject(value)) throw new UnusableAnswerError("headers is no object");
    for (const [name, text] of Object.entries(value)) add(headers, name, text);
  }
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  return hasType ? headers : { "Content-Type": contentType, ...headers };
}

function add(headers: Record<string, string>, name: string, value: unknown): void {
  if (value === null) return;
  const text = typeof value === "object" || value === undefined ? undefined : String(value);
  if (text === undefined || !isHeaderName(name) || !isHeaderValue(text)) {
    throw new UnusableAnswerError(`header ${name} cannot be sent`);
  }
  const lower = name.toLowerCase();
  if (IGNORED.has(lower)) return;
  headers[lower === REMAPPED ? `x-amzn-Remapped-${lower}` : name] = wireValue(text);
}

function cookiesOf(value: unknown): Record<string, string[]> {
  if (value === undefined || value === null) return {};
  if (!Array.isArray(value) || value.some((text) => typeof text !== "string" || !isHeaderValue(text))) {
    throw new UnusableAnswerError("cookies is no list of texts");
  }
  return { "Set-Cookie": value.map(wireValue) };
}

function bodyOf({ body, isBase64Encoded }: Readonly<Record<string, unknown>>): string | Buffer {
  if (body === undefined || body === null) return "";
  if (typeof body !== "string") throw new UnusableAnswerError("body is no text");
  return isBase64Encoded === true ? Buffer.from(body, "base64") : body;
}
