import type { Clock } from "../../../../../core/clock.ts";
import type { AcceptedTokens } from "../../../../../core/ports/token-verifier.ts";
import type { ApiReason } from "../../../../../core/reasons.ts";
import { tokenFacts } from "../../../../../core/token-facts.ts";
import type { Facts, Why } from "../../../../../core/why.ts";

/** Why the token of a call was not taken. */
export type RefusedToken = Extract<
  ApiReason,
  | "api-token-expired"
  | "api-token-not-genuine"
  | "authorizer-pool-absent"
  | "id-token-needed"
  | "access-token-needed"
  | "scope-missing"
  | "audience-mismatch"
>;

interface Presented {
  readonly token: string;
  readonly accepted: AcceptedTokens;
  readonly scopes: ReadonlySet<string>;
  readonly audience: RegExp | undefined;
}

/** Read off the token when it was refused: what it says of itself, for the trace. */
export function refusedTokenWhy(reason: RefusedToken, rule: Presented, clock: Clock): Why {
  const facts = tokenFacts(rule.token);
  const pools = poolsOf(rule.accepted);
  if (facts === undefined) {
    return { rule: "APIGW-6", reason: "api-token-malformed", asked: { pools }, had: formOf(rule.token) };
  }
  const had = { ...facts, ...derived(facts, clock) };
  return {
    rule: "APIGW-6",
    reason: reason === "api-token-not-genuine" ? faultOf(facts, pools) : reason,
    asked: { pools, scopes: [...rule.scopes], expression: rule.audience?.source },
    had: reason === "api-token-not-genuine" ? { ...had, fault: signatureFault(facts) } : had,
  };
}

/** Empty headers and what is no token at all. */
export function missingTokenWhy(header: string, sent: string | undefined): Why {
  const isEmpty = sent === undefined || sent.trim() === "";
  return {
    rule: "APIGW-6",
    reason: isEmpty ? "api-token-missing" : "api-token-malformed",
    asked: { header: header === "authorization" ? "Authorization" : header },
    ...(isEmpty ? {} : { had: formOf(sent.replace(/^Bearer /i, "")) }),
  };
}

/** What keeps a text from being a JWT: how it is made, nothing of what is in it. */
function formOf(text: string): Facts {
  if (/^Bearer\b/i.test(text)) return { form: "Bearer stands there twice" };
  if (/\s/.test(text.trim())) return { form: "there is a blank in it" };
  const parts = text.split(".").length;
  return { form: parts === 3 ? "its parts cannot be read" : `it has ${parts} of 3 parts` };
}

function signatureFault({ alg }: Facts): string {
  return alg === "RS256"
    ? "no key of the pool signed it as it is"
    : `its alg is ${typeof alg === "string" ? alg : "missing"}, pools sign with RS256`;
}

function poolsOf(accepted: AcceptedTokens): string[] {
  const names = "issuer" in accepted ? [accepted.issuer] : accepted.userPoolArns;
  return names.map((name) => name.slice(name.lastIndexOf("/") + 1));
}

function faultOf(facts: Facts, pools: readonly string[]): ApiReason {
  return pools.includes(poolOf(facts)) ? "api-token-not-genuine" : "api-token-of-other-pool";
}

function poolOf({ iss }: Facts): string {
  return typeof iss === "string" ? iss.slice(iss.lastIndexOf("/") + 1) : "";
}

function derived(facts: Facts, clock: Clock): Facts {
  const { exp, iat, scope, aud, client_id: client } = facts;
  return {
    pool: poolOf(facts),
    scopes: typeof scope === "string" ? scope.split(" ") : [],
    audience: aud,
    client,
    ...(typeof exp === "number" ? { endedSeconds: Math.round(clock.now() / 1000 - exp) } : {}),
    ...(typeof exp === "number" && typeof iat === "number" ? { lifeSeconds: exp - iat } : {}),
  };
}
