import type { HttpResponse } from "../../../../wire/http.ts";
import { Browser, bodyOf, locationOf } from "./browser.ts";
import { CALLBACK, CHALLENGE, PASSWORD, VERIFIER, type World } from "./world.ts";

type Changes = Record<string, string | undefined>;

/** Query of a valid authorization request; `undefined` takes a parameter away. */
export function authorizationQuery(world: World, changes: Changes = {}): string {
  const parameters = {
    response_type: "code",
    client_id: world.client.id,
    redirect_uri: CALLBACK,
    state: "st/at+e=",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...changes,
  };
  return encoded(parameters);
}

function encoded(parameters: Changes): string {
  return new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
}

export function authorize(world: World, changes: Changes = {}, browser = new Browser(world.hosted)) {
  return browser.open(`/oauth2/authorize?${authorizationQuery(world, changes)}`);
}

/** Signs in with user name and password and answers what the form answered. */
export async function signIn(
  world: World,
  {
    browser = new Browser(world.hosted),
    changes = {},
    password = PASSWORD,
    username = "ann@example.com",
  } = {} as {
    browser?: Browser;
    changes?: Changes;
    password?: string;
    username?: string;
  },
): Promise<HttpResponse> {
  const page = locationOf(await authorize(world, changes, browser));
  await browser.open(page);
  return browser.submit(page, { username, password });
}

/** A fresh authorization code for ann@example.com. */
export async function obtainCode(world: World, changes: Changes = {}): Promise<string> {
  const response = await signIn(world, { changes });
  return new URL(locationOf(response)).searchParams.get("code") ?? "";
}

export interface Posted {
  readonly status: number;
  readonly document: Record<string, unknown>;
  readonly response: HttpResponse;
}

export async function post(
  world: World,
  path: string,
  fields: Changes,
  headers: Record<string, string> = {},
): Promise<Posted> {
  const response = await new Browser(world.hosted).open(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: encoded(fields),
  });
  const text = bodyOf(response);
  return {
    status: response.status,
    document: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
    response,
  };
}

export function exchangeCode(world: World, code: string, changes: Changes = {}, headers = {}) {
  const fields = {
    grant_type: "authorization_code",
    client_id: world.client.id,
    code,
    redirect_uri: CALLBACK,
    code_verifier: VERIFIER,
    ...changes,
  };
  return post(world, "/oauth2/token", fields, headers);
}

export async function obtainTokens(world: World, changes: Changes = {}): Promise<Record<string, string>> {
  const { document } = await exchangeCode(world, await obtainCode(world, changes));
  return document as Record<string, string>;
}

export function claimsOf(token: unknown): Record<string, unknown> {
  const payload = String(token).split(".")[1] ?? "";
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
}

/** Another app of the same pool. */
export function addClient(world: World, changes: Partial<World["client"]>): World["client"] {
  const client = { ...world.client, id: "2another5cpq17m0eml12other", ...changes };
  world.stores.clients.insert(client);
  return client;
}
