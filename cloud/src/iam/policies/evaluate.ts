import type { Caller } from "../../core/caller.ts";
import type { RequestKeys } from "./conditions/condition.ts";
import type { DenialReason, PolicyKind } from "./denial.ts";
import type { PolicyDocument, Selector, Statement } from "./document.ts";
import { isSparedBy, matchPrincipal, type PrincipalMatch } from "./principal.ts";

/** What is evaluated. */
export interface EvaluatedRequest {
  readonly caller: Caller;
  /** `service:Action` */
  readonly action: string;
  readonly resource: string;
  readonly keys: RequestKeys;
}

/** Every policy that applies to the request. */
export interface ApplicablePolicies {
  readonly identity: readonly PolicyDocument[];
  readonly resource: PolicyDocument | undefined;
  readonly boundary: PolicyDocument | undefined;
  /** Undefined when no session policy was passed. */
  readonly session: readonly PolicyDocument[] | undefined;
  /** A role's trust policy grants only what it allows itself: an identity policy is not enough. */
  readonly resourceMustAllow?: boolean;
}

/** The statement that decided. */
export interface Deciding {
  readonly document: PolicyDocument;
  readonly statement: Statement;
}

export type Verdict =
  | { readonly allowed: true; readonly explanation: string; readonly by: Deciding }
  | {
      readonly allowed: false;
      readonly reason: Exclude<DenialReason, "unexplained">;
      readonly explanation: string;
      /** The Deny; undefined when an Allow is missing. */
      readonly by?: Deciding;
    };

/**
 * The order of IAM: an explicit Deny anywhere, then the resource's own policy, the identity's
 * policies, the permissions boundary, the session policies.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: EvaluatedRequest, policies: ApplicablePolicies): Verdict {
  const matching = prepared(request);
  // IAM-1: a Deny anywhere wins.
  const denied = findDeny(matching, policies);
  if (denied !== undefined) return denied;
  const grant = resourceGrant(matching, policies.resource);
  if (policies.resourceMustAllow === true && grant === undefined) return refused("resource");
  // IAM-2: a session, user or service named by the resource's policy needs nothing else.
  if (grant !== undefined && UNLIMITED.has(grant.match)) return allowed("resource", grant);
  // IAM-15, IAM-16: neither a service nor nobody has policies of its own.
  if (request.caller.kind === "anonymous" || request.caller.kind === "service") {
    return grant === undefined ? refused("resource") : allowed("resource", grant);
  }
  const granted =
    grant !== undefined && grant.match !== "account"
      ? allowed("resource", grant)
      : firstAllow(matching, policies.identity, "identity");
  // IAM-3: without an Allow the answer is no.
  if (granted === undefined) return refused("identity");
  // IAM-4: boundary and session policies grant nothing, they only limit.
  if (
    policies.boundary !== undefined &&
    firstAllow(matching, [policies.boundary], "boundary") === undefined
  ) {
    return refused("boundary");
  }
  if (policies.session !== undefined && firstAllow(matching, policies.session, "session") === undefined) {
    return refused("session");
  }
  return granted;
}

/** Whether a statement of a policy of that kind says anything about the request. */
export function saysSomething(request: EvaluatedRequest, statement: Statement, kind: PolicyKind): boolean {
  const matching = prepared(request);
  return applies(matching, statement) && (kind !== "resource" || principalOf(matching, statement) !== "none");
}

const UNLIMITED: ReadonlySet<PrincipalMatch> = new Set<PrincipalMatch>(["session", "user", "service"]);

export interface Matching extends EvaluatedRequest {
  readonly lowerAction: string;
}

export function prepared({ caller, action, resource, keys }: EvaluatedRequest): Matching {
  return { caller, action, resource, keys, lowerAction: action.toLowerCase() };
}

function findDeny(request: Matching, policies: ApplicablePolicies): Verdict | undefined {
  return (
    denyAmong(request, policies.identity, "identity") ??
    denyOf(request, policies.resource, "resource") ??
    denyOf(request, policies.boundary, "boundary") ??
    denyAmong(request, policies.session ?? NONE, "session")
  );
}

const NONE: readonly PolicyDocument[] = [];

function denyAmong(
  request: Matching,
  documents: readonly PolicyDocument[],
  policy: PolicyKind,
): Verdict | undefined {
  for (const document of documents) {
    const denied = denyOf(request, document, policy);
    if (denied !== undefined) return denied;
  }
  return undefined;
}

function denyOf(
  request: Matching,
  document: PolicyDocument | undefined,
  policy: PolicyKind,
): Verdict | undefined {
  if (document === undefined) return undefined;
  for (const statement of document.statements) {
    if (statement.effect !== "Deny" || !applies(request, statement)) continue;
    if (policy === "resource" && principalOf(request, statement) === "none") continue;
    return {
      allowed: false,
      reason: { policy, explicit: true },
      explanation: `explicit deny in ${policy} policy${statementName(statement)}`,
      by: { document, statement },
    };
  }
  return undefined;
}

const RANK: Readonly<Record<PrincipalMatch, number>> = {
  none: 0,
  account: 1,
  everyone: 2,
  role: 2,
  session: 3,
  user: 3,
  service: 3,
};

interface Grant extends Deciding {
  readonly match: PrincipalMatch;
}

/** The Allow of the resource's policy that takes the caller in most directly. */
function resourceGrant(request: Matching, document: PolicyDocument | undefined): Grant | undefined {
  if (document === undefined) return undefined;
  let best: Grant | undefined;
  for (const statement of document.statements) {
    if (statement.effect !== "Allow" || !applies(request, statement)) continue;
    const match = principalOf(request, statement);
    if (match !== "none" && RANK[match] > RANK[best?.match ?? "none"]) best = { match, document, statement };
  }
  return best;
}

export function principalOf(request: Matching, statement: Statement): PrincipalMatch {
  if (statement.principal === undefined) return "none";
  const { negated, element } = statement.principal;
  if (!negated) return matchPrincipal(element, request.caller);
  // Each reading is the one that lets fewer in: a Deny spares, an Allow takes in, as few as can be.
  const outside =
    statement.effect === "Deny"
      ? isSparedBy(element, request.caller)
      : matchPrincipal(element, request.caller) !== "none";
  return outside ? "none" : "everyone";
}

function firstAllow(
  request: Matching,
  documents: readonly PolicyDocument[],
  policy: PolicyKind,
): Extract<Verdict, { allowed: true }> | undefined {
  for (const document of documents) {
    for (const statement of document.statements) {
      if (statement.effect === "Allow" && applies(request, statement)) {
        return allowed(policy, { document, statement });
      }
    }
  }
  return undefined;
}

function applies(request: Matching, statement: Statement): boolean {
  return (
    selects(statement.actions, request.lowerAction, request) &&
    (statement.resources === undefined || selects(statement.resources, request.resource, request)) &&
    statement.conditions.every((condition) => condition.holds(request.keys))
  );
}

export function selects(selector: Selector, text: string, request: Matching): boolean {
  for (const matcher of selector.matchers) {
    if (matcher(text, request.keys.variables)) return !selector.negated;
  }
  return selector.negated;
}

function allowed(policy: PolicyKind, { document, statement }: Deciding): Extract<Verdict, { allowed: true }> {
  return {
    allowed: true,
    explanation: `allowed by ${policy} policy${statementName(statement)}`,
    by: { document, statement },
  };
}

function refused(policy: PolicyKind): Verdict {
  return {
    allowed: false,
    reason: { policy, explicit: false },
    explanation: `no ${policy} policy allows it`,
  };
}

function statementName(statement: Statement): string {
  return statement.sid === "" ? "" : `, statement ${statement.sid}`;
}
