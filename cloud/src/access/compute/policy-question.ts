import { systemClock } from "../../core/clock.ts";
import type { ConditionContext } from "../../core/ports/authorization.ts";
import type { Condition } from "../../iam/policies/conditions/condition.ts";
import { type PolicyDocument, parsePolicy } from "../../iam/policies/document.ts";
import type { ApplicablePolicies } from "../../iam/policies/evaluate.ts";
import { type ConditionalVerdict, evaluateConditionally } from "../../iam/policies/evaluate-conditionally.ts";
import type { VariableLookup } from "../../iam/policies/matching/matcher.ts";
import { createRequestKeys } from "../../iam/request-keys.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { callerOf, type Source } from "./callers.ts";
import { isSettled } from "./known-keys.ts";
import type { Principal } from "./principals.ts";

/** One thing somebody may or may not do, as policies name it. */
export interface PolicyQuestion {
  /** `service:Action` */
  readonly action: string;
  /** ARN, or `*` */
  readonly resource: string;
  /** JSON text of the resource's own policy. */
  readonly resourcePolicy?: string | undefined;
  /** The resource's own policy has to allow it: a role's trust policy, a key's. */
  readonly trust?: boolean;
  /** Condition keys whose values are known before a request. */
  readonly context?: ConditionContext;
}

/** Evaluated by the evaluator of the cloud itself; what a request says only when it is made stays open. */
export function decide(
  deployment: Pick<Deployment, "scope">,
  principal: Exclude<Principal, { kind: "token" }>,
  question: PolicyQuestion,
  source?: Source,
): ConditionalVerdict {
  const { action, context = {} } = question;
  const caller = callerOf(deployment, principal, source);
  const keys = createRequestKeys({
    caller,
    action,
    resource: question.resource,
    context: { ...("accountId" in caller ? { "kms:CallerAccount": caller.accountId } : {}), ...context },
    request: undefined,
    principalTags: principal.kind === "role" ? principal.role.tags : new Map(),
    roleTags: () => new Map(),
    scope: deployment.scope,
    clock: systemClock,
  });
  const known = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return evaluateConditionally(
    { caller, action, resource: filled(question.resource, keys.variables), keys },
    policiesOf(principal, question),
    (condition) => !isSettled(condition, principal, known),
  );
}

/** A resource that a policy names by who asks: `own/${aws:userid}` is each caller's own. */
function filled(resource: string, lookUp: VariableLookup): string {
  return resource.replace(/\$\{([^{}]+)\}/g, (variable, name: string) => lookUp(name) ?? variable);
}

const ALL: PolicyDocument = parsePolicy(
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
);

function policiesOf(
  principal: Exclude<Principal, { kind: "token" }>,
  { resourcePolicy, trust }: PolicyQuestion,
): ApplicablePolicies {
  const resource = resourcePolicy === undefined ? undefined : parsePolicy(resourcePolicy);
  const isOtherAccount = principal.kind === "other-account";
  return {
    identity: principal.kind === "role" ? principal.role.identity : isOtherAccount ? [ALL] : [],
    boundary: principal.kind === "role" ? principal.role.boundary : undefined,
    session: undefined,
    resource,
    // Across accounts both sides have to allow.
    resourceMustAllow: trust === true || isOtherAccount,
  };
}

/** `Bool aws:SecureTransport = false`; an external id is told to nobody. */
export function conditionText({ operator, key, expected }: Condition): string {
  if (key.toLowerCase() === "sts:externalid") return `${operator} ${key}`;
  return `${operator} ${key} = ${[...expected].sort().join(" or ")}`;
}
