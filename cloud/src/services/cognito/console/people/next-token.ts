import type { AwsError } from "../../../../core/errors.ts";
import type { FunctionInvoker } from "../../../../core/ports/function-invoker.ts";
import type { ClaimValue } from "../../../../core/ports/token-verifier.ts";
import type { ConsoleContext } from "../../../../wire/console-area.ts";
import { parseValidity } from "../../domain/clients/validity.ts";
import { parseLambdaConfig } from "../../domain/pools/lambda-config.ts";
import { accessClaims, idClaims, type TokenMoment } from "../../domain/tokens/claims.ts";
import { type GroupConfiguration, groupConfigurationOf } from "../../domain/tokens/group-configuration.ts";
import type { TokenCause, TokenRequest } from "../../domain/tokens/issuer.ts";
import { NO_OVERRIDES, type TokenOverrides } from "../../domain/tokens/overrides.ts";
import { askPreTokenTrigger } from "../../domain/tokens/pre-token.ts";
import { createTriggers } from "../../domain/triggers/lambda-triggers.ts";
import type { DescribedClient, DescribedGroup, DescribedPool, DescribedUser } from "../directory.ts";
import { attributeOf } from "../directory.ts";

/** How somebody signs in: what a token carries depends on it. */
export const WAYS = [
  { way: "api", label: "by the sign-in API", cause: "TokenGeneration_Authentication" },
  { way: "hosted", label: "on the hosted pages", cause: "TokenGeneration_HostedAuth" },
  { way: "refresh", label: "by a refresh token", cause: "TokenGeneration_RefreshTokens" },
] as const satisfies readonly { way: string; label: string; cause: TokenCause }[];

export type Way = (typeof WAYS)[number]["way"];

export interface NextTokenQuestion {
  readonly pool: DescribedPool;
  readonly client: DescribedClient;
  readonly user: DescribedUser;
  readonly groups: readonly Pick<DescribedGroup, "GroupName" | "RoleArn" | "Precedence">[];
  readonly way: Way;
}

/** The console's own calls are told apart by their key. */
const NO_REQUEST = { current: () => undefined };

type ClaimMap = ReadonlyMap<string, ClaimValue>;

/** The claims of a token before and after the trigger. */
export interface ComposedToken {
  readonly before: ClaimMap;
  readonly after: ClaimMap;
}

export interface NextTokens {
  readonly access: ComposedToken;
  /** Undefined where none comes: over OAuth without `openid`. */
  readonly id: ComposedToken | undefined;
  readonly overrides: TokenOverrides;
  /** The function that was run; undefined for a pool without. */
  readonly ran: { readonly functionArn: string; readonly ms: number } | undefined;
}

/**
 * CON-7: what the next token of a person will carry: the pool's pre-token function is really run, with the event
 * that a sign-in hands it, and its answer goes through the issuer's own rules. Nothing is signed or kept.
 * @throws AwsError with Cognito's words when the function fails or answers nonsense
 */
export async function composeNextToken(
  console: Pick<ConsoleContext, "send" | "region" | "account">,
  question: NextTokenQuestion,
): Promise<NextTokens> {
  const groups = groupConfigurationOf(question.groups.map(rankedGroup));
  const request = tokenRequest(question);
  const trigger = request.pool.lambdaTriggers.preTokenGeneration;
  const scope = { region: console.region, accountId: console.account };
  const started = performance.now();
  const overrides = await askPreTokenTrigger(
    createTriggers({ functionInvoker: invokerOf(console), causingRequest: NO_REQUEST, scope }),
    request,
    groups,
  );
  const ms = performance.now() - started;
  return {
    ...claimsOf(request, { groups, overrides, issuer: await issuerOf(console, request.pool.id) }),
    overrides,
    ran: trigger === undefined ? undefined : { functionArn: trigger.lambdaArn, ms },
  };
}

function rankedGroup({ GroupName, RoleArn, Precedence }: NextTokenQuestion["groups"][number]) {
  return { name: GroupName, roleArn: RoleArn, precedence: Precedence };
}

function tokenRequest({ pool, client, user, way }: NextTokenQuestion): TokenRequest {
  const sub = attributeOf(user, "sub") ?? user.Username;
  const attributes = user.Attributes.filter(({ Name }) => Name !== "sub");
  const isHosted = way === "hosted";
  return {
    pool: {
      id: pool.Id,
      arn: pool.Arn,
      lambdaTriggers: parseLambdaConfig(pool.LambdaConfig, pool.UserPoolTier),
      aliasAttributes: pool.AliasAttributes ?? [],
    },
    client: {
      ...parseValidity(client),
      id: client.ClientId,
      enableTokenRevocation: client.EnableTokenRevocation,
      readAttributes: client.ReadAttributes,
    },
    user: {
      sub,
      username: user.Username,
      status: user.UserStatus,
      attributes: Object.fromEntries(attributes.map(({ Name, Value = "" }) => [Name, Value])),
    },
    cause: causeOf(way, user),
    scopes: isHosted ? (client.AllowedOAuthScopes ?? []) : ["aws.cognito.signin.user.admin"],
    oauth: isHosted,
    authenticatedAt: 0,
  };
}

/** Who has a first password signs in by changing it. */
function causeOf(way: Way, { UserStatus }: DescribedUser): TokenCause {
  if (way === "api" && UserStatus === "FORCE_CHANGE_PASSWORD") return "TokenGeneration_NewPasswordChallenge";
  return WAYS.find((each) => each.way === way)?.cause ?? "TokenGeneration_Authentication";
}

interface Composition {
  readonly groups: GroupConfiguration;
  readonly overrides: TokenOverrides;
  readonly issuer: string;
}

/** Claims that exist only once a token is issued stand in for themselves. */
function claimsOf(request: TokenRequest, { groups, overrides, issuer }: Composition) {
  const moment = (given: TokenOverrides): TokenMoment => ({
    issuer,
    issuedAt: 0,
    eventId: "",
    originJti: request.client.enableTokenRevocation ? "" : undefined,
    groups,
    overrides: given,
  });
  const own = { jti: "", accessToken: "" };
  const [before, after] = [moment(NO_OVERRIDES), moment(overrides)];
  return {
    access: { before: accessClaims(request, before, ""), after: accessClaims(request, after, "") },
    id:
      request.oauth && !request.scopes.includes("openid")
        ? undefined
        : { before: idClaims(request, before, own), after: idClaims(request, after, own) },
  };
}

/** The issuer as the pool's own discovery document says it. */
async function issuerOf(console: Pick<ConsoleContext, "send">, pool: string): Promise<string> {
  const { status, body } = await console.send({
    service: "cognito-idp",
    method: "GET",
    path: `/${encodeURIComponent(pool)}/.well-known/openid-configuration`,
  });
  const document: unknown = status === 200 ? JSON.parse(body.toString("utf8")) : {};
  const { issuer } = document as { readonly issuer?: unknown };
  return typeof issuer === "string" ? issuer : "";
}

/** Runs a function as any client does: Invoke, signed with the console's key. */
function invokerOf(console: Pick<ConsoleContext, "send">): FunctionInvoker {
  return {
    invoke: async ({ functionArn, payload }) => {
      const { status, headers, body } = await console.send({
        service: "lambda",
        method: "POST",
        path: `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`,
        headers: { "content-type": "application/json" },
        body: payload,
      });
      if (status >= 300) {
        const code = String(headers["x-amzn-errortype"] ?? status).split(":")[0] ?? "";
        return { kind: "refused", code, message: body.toString("utf8") };
      }
      return {
        kind: headers["x-amz-function-error"] === undefined ? "success" : "function-error",
        payload: body,
      };
    },
  };
}

/** What the page keeps of a question and its answer until it is asked again. */
export interface AskedToken {
  readonly at: number;
  readonly clientId: string;
  readonly way: Way;
  /** The group that the person is not in and that was tried beside. */
  readonly tried: string | undefined;
  readonly tokens: NextTokens | Pick<AwsError, "code" | "message">;
  readonly withTried: NextTokens | undefined;
}
