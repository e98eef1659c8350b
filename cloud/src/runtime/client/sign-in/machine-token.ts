import { COGNITO_AUTH_PATH } from "../../../core/endpoints.ts";
import { UserError } from "../../../core/errors.ts";
import type { CloudClient } from "../cloud-client.ts";
import type { Tokens } from "./sign-in.ts";

export interface MachineTokenOptions {
  readonly client: Pick<CloudClient, "cognito" | "sendUnsigned">;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Empty: all that the client has. */
  readonly scopes: readonly string[];
}

interface TokenReply {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly error?: string;
  readonly error_description?: string;
}

/**
 * An access token for the app client itself, asked for at the pool's token endpoint as a service does.
 * @throws UserError when the pool has no domain, the client no secret, or the endpoint refuses
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function machineToken(options: MachineTokenOptions): Promise<Tokens> {
  const { client, scopes } = options;
  const domain = await domainOf(options);
  const app = await appOf(options);
  const reply = await client.sendUnsigned({
    method: "POST",
    path: `${COGNITO_AUTH_PATH}/${domain}/oauth2/token`,
    headers: {
      authorization: basicOf(options, app),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }),
    }).toString(),
  });
  const answer = JSON.parse(reply.body.toString("utf8")) as TokenReply;
  if (answer.access_token === undefined) {
    const more = answer.error_description === undefined ? "" : `: ${answer.error_description}`;
    const missing = await whatIsMissing(options, app);
    throw new UserError(
      `The token endpoint says ${answer.error}${more}.${missing}`,
      "npx portcullis explain",
    );
  }
  return {
    AccessToken: answer.access_token,
    IdToken: "",
    RefreshToken: "",
    ExpiresIn: answer.expires_in ?? 0,
  };
}

async function domainOf({ client, userPoolId }: MachineTokenOptions): Promise<string> {
  const { UserPool } = await client.cognito<{ UserPool: { Domain?: string } }>("DescribeUserPool", {
    UserPoolId: userPoolId,
  });
  if (UserPool.Domain !== undefined) return UserPool.Domain;
  throw new UserError(
    `The user pool ${userPoolId} has no domain, and with it no token endpoint. Add an AWS::Cognito::UserPoolDomain.`,
  );
}

interface App {
  readonly ClientSecret?: string;
  readonly AllowedOAuthFlows?: readonly string[];
  readonly AllowedOAuthFlowsUserPoolClient?: boolean;
  readonly AllowedOAuthScopes?: readonly string[];
}

async function appOf({ client, userPoolId, clientId }: MachineTokenOptions): Promise<App> {
  const { UserPoolClient } = await client.cognito<{ UserPoolClient: App }>("DescribeUserPoolClient", {
    UserPoolId: userPoolId,
    ClientId: clientId,
  });
  return UserPoolClient;
}

function basicOf({ clientId }: MachineTokenOptions, { ClientSecret }: App): string {
  if (ClientSecret === undefined) {
    throw new UserError(
      `The app client ${clientId} has no secret: it gets no machine tokens. Set GenerateSecret and AllowedOAuthFlows: [client_credentials].`,
    );
  }
  return `Basic ${Buffer.from(`${clientId}:${ClientSecret}`).toString("base64")}`;
}

/** A sentence for who reads a refusal, which says as little as AWS's; empty where nothing is found. */
async function whatIsMissing(options: MachineTokenOptions, app: App): Promise<string> {
  const { userPoolId, clientId, scopes } = options;
  const flows = app.AllowedOAuthFlowsUserPoolClient === true ? (app.AllowedOAuthFlows ?? []) : [];
  if (!flows.includes("client_credentials")) {
    return ` The app client ${clientId} lacks AllowedOAuthFlows: [client_credentials], or AllowedOAuthFlowsUserPoolClient: true beside it.`;
  }
  const offered = await offeredScopes(options);
  if (offered.length === 0) {
    return ` The user pool ${userPoolId} has no scope for a machine: they come from an AWS::Cognito::UserPoolResourceServer.`;
  }
  const own = offered.filter((scope) => app.AllowedOAuthScopes?.includes(scope));
  if (own.length === 0) {
    return ` The app client ${clientId} has no scope of a resource server in AllowedOAuthScopes; there are ${offered.join(", ")}.`;
  }
  return scopes.every((scope) => own.includes(scope))
    ? ""
    : ` The app client ${clientId} may have ${own.join(", ")}.`;
}

interface ResourceServerPage {
  readonly ResourceServers?: readonly {
    readonly Identifier: string;
    readonly Scopes?: readonly { readonly ScopeName: string }[];
  }[];
  readonly NextToken?: string;
}

async function offeredScopes({ client, userPoolId }: MachineTokenOptions): Promise<string[]> {
  const scopes: string[] = [];
  let token: string | undefined;
  do {
    const page: ResourceServerPage = await client.cognito("ListResourceServers", {
      UserPoolId: userPoolId,
      MaxResults: 50,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    for (const { Identifier, Scopes = [] } of page.ResourceServers ?? [])
      scopes.push(...Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`));
    token = page.NextToken;
  } while (token !== undefined);
  return scopes;
}
