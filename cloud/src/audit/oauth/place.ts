import type { CallingContext } from "../calling.ts";
import type { AppClient, UserPool } from "../deployment/deployment.ts";
import { documentOf, isOn, type JsonObject, objectAt, textAt, textsAt } from "../deployment/json.ts";

import type { Person } from "../people/people.ts";
import { newPkce, type PageAnswer, type Pkce, signInForm, Visitor } from "./visitor.ts";

/** An app client with hosted pages. */
export interface OAuthPlace {
  readonly pool: UserPool;
  readonly client: AppClient;
  /** Without a slash at the end. */
  readonly base: string;
  readonly callback: string;
  readonly flows: readonly string[];
  readonly scopes: readonly string[];
}

export function oauthPlaces({
  deployment,
  target,
}: Pick<CallingContext, "deployment" | "target">): OAuthPlace[] {
  return deployment.pools.flatMap((pool) =>
    pool.clients.flatMap((client) => {
      const [callback] = textsAt(client.settings, "CallbackURLs");
      if (pool.domain === undefined || callback === undefined) return [];
      if (!isOn(client.settings, "AllowedOAuthFlowsUserPoolClient")) return [];
      return [
        {
          pool,
          client,
          base: target.authDomain(pool.domain),
          callback,
          flows: textsAt(client.settings, "AllowedOAuthFlows"),
          scopes: textsAt(client.settings, "AllowedOAuthScopes"),
        },
      ];
    }),
  );
}

export function authorizeUrl(
  { base, client, callback, scopes }: OAuthPlace,
  more: Readonly<Record<string, string | undefined>> = {},
): URL {
  const url = new URL(`${base}/oauth2/authorize`);
  const parameters = {
    response_type: "code",
    client_id: client.id,
    redirect_uri: callback,
    scope: scopes.join(" "),
    state: "portcullis-audit",
    ...more,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

export interface Grant {
  readonly code: string;
  readonly pkce: Pkce | undefined;
}

/** Signs in on the pages. Undefined where they have no form that can be filled in without a script. */
export async function grantOf(
  context: CallingContext,
  place: OAuthPlace,
  person: Person,
  { withPkce = true }: { readonly withPkce?: boolean } = {},
): Promise<Grant | undefined> {
  const pkce = withPkce ? newPkce() : undefined;
  const challenge =
    pkce === undefined ? {} : { code_challenge: pkce.challenge, code_challenge_method: "S256" };
  const visitor = new Visitor(context);
  const form = signInForm(await visitor.open(authorizeUrl(place, challenge)));
  if (form === undefined) return undefined;
  const fields = { ...form.fields, username: person.username, password: person.password };
  const code = (await visitor.post(form.action, fields)).location?.searchParams.get("code");
  return code === null || code === undefined ? undefined : { code, pkce };
}

export interface TokenAnswer {
  readonly page: PageAnswer;
  readonly body: JsonObject;
  /** `invalid_grant`; empty for tokens. */
  readonly error: string;
}

/** Asks the token endpoint. */
export async function tokensFor(
  context: CallingContext,
  { base, client, callback }: OAuthPlace,
  fields: Readonly<Record<string, string | undefined>>,
): Promise<TokenAnswer> {
  const all = { client_id: client.id, redirect_uri: callback, ...fields };
  const secret = textAt(client.settings, "ClientSecret");
  const basic = Buffer.from(`${client.id}:${secret}`).toString("base64");
  const page = await new Visitor(context).post(
    new URL(`${base}/oauth2/token`),
    Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    secret === "" ? [] : [["authorization", `Basic ${basic}`]],
  );
  const body = objectAt(documentOf(page.body));
  return { page, body, error: page.status < 300 ? "" : textAt(body, "error") || `HTTP ${page.status}` };
}
