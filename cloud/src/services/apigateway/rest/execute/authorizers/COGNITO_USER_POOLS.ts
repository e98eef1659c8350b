import type { AcceptedTokens, Claims, TokenVerdict } from "../../../../../core/ports/token-verifier.ts";
import type { Check, Exchange } from "../exchange.ts";
import { REFUSALS, refuse } from "../refusal.ts";
import type { AuthorizerInput } from "./authorizer-input.ts";

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
export function cognitoUserPools(input: AuthorizerInput): Check | undefined {
  const rule = ruleOf(input);
  if (rule === undefined) return undefined;
  return (exchange) => {
    const token = tokenOf(exchange.request.headers[rule.header]);
    if (token === undefined) throw refuse(REFUSALS.unauthorized, "no token");
    const verdict = exchange.context.tokenVerifier.verify(token, rule.accepted);
    if (verdict instanceof Promise) return verdict.then((settled) => admit(exchange, rule, settled));
    admit(exchange, rule, verdict);
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

function admit(exchange: Exchange, rule: Rule, verdict: TokenVerdict): void {
  switch (verdict.kind) {
    case "expired":
      throw refuse(REFUSALS.tokenExpired);
    case "invalid":
      throw refuse(REFUSALS.unauthorized, verdict.reason);
    case "valid":
      assertKind(rule, verdict.tokenUse, verdict.claims);
      assertAudience(rule, verdict.claims);
      exchange.claims = verdict.claims;
      return;
    default:
      // A verifier of another version may know more kinds: what is not "valid" is a no.
      throw refuse(REFUSALS.unauthorized, "unknown verdict");
  }
}

function assertKind(rule: Rule, tokenUse: string, claims: Claims): void {
  if (rule.scopes.size === 0) {
    if (tokenUse !== "id") throw refuse(REFUSALS.unauthorized, "an identity token is needed");
    return;
  }
  if (tokenUse !== "access") throw refuse(REFUSALS.unauthorized, "an access token is needed");
  const scope = claims["scope"];
  const granted = typeof scope === "string" ? scope.split(" ") : [];
  if (!granted.some((name) => rule.scopes.has(name))) {
    throw refuse(REFUSALS.unauthorized, "none of the method's scopes");
  }
}

function assertAudience(rule: Rule, claims: Claims): void {
  if (rule.audience === undefined) return;
  const audience = Object.hasOwn(claims, "aud") ? claims["aud"] : undefined;
  if (typeof audience !== "string" || !rule.audience.test(audience)) {
    throw refuse(REFUSALS.unauthorized, "the audience does not match");
  }
}
