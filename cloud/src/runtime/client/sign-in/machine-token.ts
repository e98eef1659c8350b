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
  const reply = await client.sendUnsigned({
    method: "POST",
    path: `${COGNITO_AUTH_PATH}/${domain}/oauth2/token`,
    headers: {
      authorization: await basicOf(options),
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
    throw new UserError(`The token endpoint says ${answer.error}${more}.`, "npx portcullis explain");
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

async function basicOf({ client, userPoolId, clientId }: MachineTokenOptions): Promise<string> {
  const { UserPoolClient } = await client.cognito<{ UserPoolClient: { ClientSecret?: string } }>(
    "DescribeUserPoolClient",
    { UserPoolId: userPoolId, ClientId: clientId },
  );
  const secret = UserPoolClient.ClientSecret;
  if (secret === undefined) {
    throw new UserError(
      `The app client ${clientId} has no secret: it gets no machine tokens. Set GenerateSecret and AllowedOAuthFlows: [client_credentials].`,
    );
  }
  return `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
}
