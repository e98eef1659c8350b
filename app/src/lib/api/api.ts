import { ApiProblem } from "./api-problem";

export interface AccessToken {
  readonly raw: string;
  readonly scopes: readonly string[];
}

export interface ApiSettings {
  readonly apiUrl: string;
  /** The present access token, or a new one; undefined when the session is over. */
  accessToken(options: { fresh: boolean }): Promise<AccessToken | undefined>;
  readonly fetch: typeof fetch;
}

export interface ApiCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: object;
  /** The scope that the endpoint asks for besides a session. */
  readonly scope?: string;
}

const ANSWER_WITHIN_MS = 12_000;

/**
 * Calls the API as the signed-in person and answers the JSON of a 200.
 *
 * A 401 has two meanings: the token is of no use any more, or it lacks the scope. A new token tells
 * them apart, and lets in a person whose groups have changed since [HOME-5].
 *
 * @throws {ApiProblem}
 */
export async function callApi(settings: ApiSettings, call: ApiCall): Promise<unknown> {
  let answer = await send(settings, call, await tokenOf(settings, false));
  if (answer.status === 401) {
    const token = await tokenOf(settings, true);
    if (call.scope !== undefined && !token.scopes.includes(call.scope)) throw new ApiProblem("lacksScope");
    answer = await send(settings, call, token);
  }
  if (answer.status !== 200) throw problemOf(answer);
  if (answer.body === NO_JSON) throw new ApiProblem("failed", "The API answered something that is not JSON.");
  return answer.body;
}

interface Answer {
  readonly status: number;
  /** The JSON of the body, or `NO_JSON`. */
  readonly body: unknown;
}

const NO_JSON = Symbol("no JSON");

async function tokenOf(settings: ApiSettings, fresh: boolean): Promise<AccessToken> {
  const token = await settings.accessToken({ fresh });
  if (token === undefined) throw new ApiProblem("sessionEnded");
  return token;
}

function send(settings: ApiSettings, call: ApiCall, token: AccessToken): Promise<Answer> {
  return ask(settings, call.path, {
    method: call.method,
    headers: {
      Authorization: token.raw,
      ...(call.body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
}

/** The whole answer, body and all, has to be there in time. */
async function ask({ apiUrl, fetch }: ApiSettings, path: string, init: RequestInit): Promise<Answer> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_WITHIN_MS);
  try {
    const reply = await fetch(`${apiUrl}${path}`, { ...init, signal: abort.signal });
    return { status: reply.status, body: jsonIn(await reply.text()) };
  } catch {
    throw new ApiProblem(abort.signal.aborted ? "timeout" : "unreachable");
  } finally {
    clearTimeout(timer);
  }
}

/** API Gateway says this of a route it does not have; the second to a call with a token, which it takes for a broken signature. */
const NO_SUCH_ROUTE = /^Missing Authentication Token$|\(missing equal-sign\) in Authorization header/;
/** An HTTP API says this of a route it does not have. */
const NO_SUCH_HTTP_ROUTE = "Not Found";

function problemOf({ status, body }: Answer): ApiProblem {
  const message = messageIn(body);
  if (status === 401) return new ApiProblem("sessionEnded", message);
  if (status === 403 && NO_SUCH_ROUTE.test(message ?? "")) return new ApiProblem("notOffered", message);
  if (status === 403) return new ApiProblem("lacksScope", message);
  if (status === 404 && message === NO_SUCH_HTTP_ROUTE) return new ApiProblem("notOffered", message);
  if (status === 404) return new ApiProblem("notFound", message);
  if (status === 413) return new ApiProblem("tooLarge", message);
  if (status === 429) return new ApiProblem("throttled", message);
  return new ApiProblem("failed", message ?? `The API answered ${status}.`);
}

/**
 * Whether the API has a route at all. A browser hides the answer to a call whose preflight was refused,
 * and that of a missing path is; to GET a path without a token needs no preflight. Where the path
 * answers and another method of it does not, its preflight was refused: the method is missing.
 */
export async function isOffered(
  settings: ApiSettings,
  { method, path }: Pick<ApiCall, "method" | "path">,
): Promise<boolean> {
  if (!(await answers(settings, { method: "GET", path }))) return false;
  return method === "GET" || answers(settings, { method, path }).catch(() => false);
}

async function answers(settings: ApiSettings, { method, path }: Pick<ApiCall, "method" | "path">) {
  const answer = await ask(settings, path, { method });
  return answer.status !== 404 && problemOf(answer).kind !== "notOffered";
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NO_JSON;
  }
}

function messageIn(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("message" in body)) return undefined;
  return typeof body.message === "string" ? body.message : undefined;
}
