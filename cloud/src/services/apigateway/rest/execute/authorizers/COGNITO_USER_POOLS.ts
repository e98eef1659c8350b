import type { AcceptedTokens, Claims, TokenVerdict } from "../../../../../core/ports/token-verifier.ts";
import type { ApiInvocation, InvocationCheck } from "../invocation/api-invocation.ts";
import { type GatewayRefusal, REFUSALS, refuse } from "../invocation/refusal.ts";
import type { AuthorizerInput } from "./authorizer-input.ts";
import { missingTokenWhy, type RefusedToken, refusedTokenWhy } from "./refused-token.ts";

interface Rule {
  /** Lower-case header name that carries the token. */
  readonly header: string;
  readonly accepted: AcceptedTokens;
  /** Any one of these must be in an access token; empty asks for an identity token. */
  readonly scopes: ReadonlySet<string>;
  /** Matched against the whole `aud`. */
  readonly audience: RegExp | undefined;
}

/**
 * APIGW-6: a token of one of the pools, of the kind the method asks for, in force, with a scope
 * the method lists.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export function cognitoUserPools(input: AuthorizerInput): InvocationCheck | undefined {
  const rule = ruleOf(input);
  if (rule === undefined) return undefined;
  return (invocation) => {
    const token = tokenOf(invocation.request.headers[rule.header]);
    if (token === undefined) {
      const sent = invocation.request.headers[rule.header];
      throw refuse(REFUSALS.unauthorized, "no token").because(missingTokenWhy(rule.header, sent));
    }
    const verdict = invocation.context.tokenVerifier.verify(token, rule.accepted);
    if (verdict instanceof Promise)
      return verdict.then((settled) => admit(invocation, { ...rule, token }, settled));
    admit(invocation, { ...rule, token }, verdict);
    return undefined;
  };
}

const HEADER_SOURCE = /^method\.request\.header\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/;

function ruleOf({ method, authorizer }: AuthorizerInput): Rule | undefined {
  if (authorizer === undefined || authorizer.providerARNs.length === 0) return undefined;
  const header = HEADER_SOURCE.exec(authorizer.identitySource)?.[1]?.toLowerCase();
  if (header === undefined) return undefined;
  const expression = authorizer.identityValidationExpression;
  return {
    header,
    accepted: { userPoolArns: authorizer.providerARNs },
    scopes: new Set(method.authorizationScopes ?? []),
    audience:
      expression === undefined || expression === "" ? undefined : new RegExp(`^(?:${expression})$`, "u"),
  };
}

const BEARER = /^Bearer /i;
/** A compact JWS has no blanks; a blank inside or around the token makes it none. */
const COMPACT = /^[A-Za-z0-9_.-]+$/;

function tokenOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const token = header.replace(BEARER, "");
  return COMPACT.test(token) ? token : undefined;
}

interface Presented extends Rule {
  readonly token: string;
}

function admit(invocation: ApiInvocation, rule: Presented, verdict: TokenVerdict): void {
  switch (verdict.kind) {
    case "expired":
      throw refuse(REFUSALS.tokenExpired).because(
        refusedTokenWhy("api-token-expired", rule, invocation.context.clock),
      );
    case "invalid":
      throw unauthorized(
        rule,
        invocation,
        verdict.absentPools === undefined ? "api-token-not-genuine" : "authorizer-pool-absent",
        verdict.reason,
      );
    case "valid":
      assertKind(invocation, rule, verdict);
      assertAudience(invocation, rule, verdict.claims);
      invocation.claims = verdict.claims;
      return;
    default:
      // A verifier of another version may know more kinds: what is not "valid" is a no.
      throw unauthorized(rule, invocation, "api-token-not-genuine", "unknown verdict");
  }
}

function unauthorized(
  rule: Presented,
  { context }: ApiInvocation,
  reason: RefusedToken,
  detail: string,
): GatewayRefusal {
  return refuse(REFUSALS.unauthorized, detail).because(refusedTokenWhy(reason, rule, context.clock));
}

function assertKind(
  invocation: ApiInvocation,
  rule: Presented,
  { tokenUse, claims }: Extract<TokenVerdict, { kind: "valid" }>,
): void {
  if (rule.scopes.size === 0) {
    if (tokenUse !== "id")
      throw unauthorized(rule, invocation, "id-token-needed", "an identity token is needed");
    return;
  }
  if (tokenUse !== "access") {
    throw unauthorized(rule, invocation, "access-token-needed", "an access token is needed");
  }
  const scope = claims["scope"];
  const granted = typeof scope === "string" ? scope.split(" ") : [];
  if (!granted.some((name) => rule.scopes.has(name))) {
    throw unauthorized(rule, invocation, "scope-missing", "none of the method's scopes");
  }
}

function assertAudience(invocation: ApiInvocation, rule: Presented, claims: Claims): void {
  if (rule.audience === undefined) return;
  const audience = Object.hasOwn(claims, "aud") ? claims["aud"] : undefined;
  if (typeof audience !== "string" || !rule.audience.test(audience)) {
    throw unauthorized(rule, invocation, "audience-mismatch", "the audience does not match");
  }
}
