import type { Scope } from "../../../core/arns.ts";
import { UserError } from "../../../core/errors.ts";
import type { PreTokenSubject } from "../../../services/cognito/domain/tokens/pre-token.ts";
import {
  previewEvent,
  previewMachineEvent,
  previewScopes,
} from "../../../services/cognito/domain/tokens/preview-scopes.ts";
import type { CloudClient } from "../cloud-client.ts";

/** A token that nobody asked for yet. */
export interface NextToken {
  readonly pool: {
    readonly id: string;
    readonly aliasAttributes: readonly string[];
    /** ARN and event version of the pre-token function. */
    readonly preToken: { readonly lambdaArn: string; readonly version: "V1_0" | "V2_0" | "V3_0" } | undefined;
  };
  readonly clientId: string;
  readonly cause: PreTokenSubject["cause"];
  /** Scopes that the sign-in itself grants. */
  readonly granted: readonly string[];
  readonly groups: readonly { readonly name: string; readonly roleArn?: string | undefined }[];
  readonly user: {
    readonly username: string;
    readonly sub: string;
    readonly attributes: Readonly<Record<string, string>>;
  };
}

/**
 * The scopes of the access token: the pool's pre-token function is really run, with its documented event,
 * and its answer applied by the rules of the issuer. No token is made.
 * @throws UserError when the function fails; AwsError when the issuer would refuse its answer
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function nextScopes(client: CloudClient, scope: Scope, token: NextToken): Promise<string[]> {
  const subject = subjectOf(token);
  const { preToken } = token.pool;
  if (preToken === undefined) return previewScopes(subject, undefined);
  const roles = [...new Set(token.groups.flatMap(({ roleArn }) => (roleArn === undefined ? [] : [roleArn])))];
  const groups = {
    groups: token.groups.map(({ name }) => name),
    roles,
    preferredRole: roles.length === 1 ? roles[0] : undefined,
  };
  const event = previewEvent(scope, subject, groups);
  return previewScopes(subject, await invoke(client, preToken.lambdaArn, event));
}

/** The scopes of the next token that the client gets for itself: a V3_0 function is really run, others are not asked. */
export async function nextMachineScopes(
  client: CloudClient,
  scope: Scope,
  { pool, clientId, granted }: Pick<NextToken, "clientId" | "granted" | "pool">,
): Promise<string[]> {
  const subject = { pool: poolOf(pool), client: { id: clientId }, scopes: granted };
  const event = previewMachineEvent(scope, subject);
  const reply = event === undefined ? undefined : await invoke(client, pool.preToken?.lambdaArn ?? "", event);
  return previewScopes({ ...subject, user: { username: "ClientCredentials" } }, reply);
}

function poolOf({ id, aliasAttributes, preToken }: NextToken["pool"]): PreTokenSubject["pool"] {
  return {
    id,
    aliasAttributes: aliasAttributes as PreTokenSubject["pool"]["aliasAttributes"],
    lambdaTriggers:
      preToken === undefined
        ? {}
        : ({ preTokenGeneration: preToken } as PreTokenSubject["pool"]["lambdaTriggers"]),
  };
}

function subjectOf({ pool, clientId, cause, granted, user }: NextToken): PreTokenSubject {
  return {
    pool: poolOf(pool),
    client: { id: clientId },
    user: { ...user, status: "CONFIRMED" },
    cause,
    scopes: granted,
  };
}

async function invoke(client: CloudClient, functionArn: string, event: object): Promise<Buffer> {
  const reply = await client.send({
    service: "lambda",
    method: "POST",
    path: `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`,
    body: JSON.stringify(event),
  });
  if (reply.status === 200 && reply.headers["x-amz-function-error"] === undefined) return reply.body;
  const name = functionArn.slice(functionArn.lastIndexOf(":") + 1);
  throw new UserError(`The function ${name} failed: ${reply.body.toString("utf8").slice(0, 300)}`);
}
