import type { Scope } from "../core/arns.ts";
import type { Caller, RoleCaller } from "../core/caller.ts";
import type { Clock } from "../core/clock.ts";
import type { Authorization } from "../core/ports/authorization.ts";
import { callerName, type DenialReason, denialSentence } from "./policies/denial.ts";
import { createPolicyCache, type PolicyDocument, parsePolicy } from "./policies/document.ts";
import { type ApplicablePolicies, evaluate } from "./policies/evaluate.ts";
import { explainDenial } from "./policies/why.ts";
import { createRequestKeys } from "./request-keys.ts";

/** The compiled policies of a role, kept until the role changes. */
export interface RolePolicies {
  readonly identity: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
  readonly tags: ReadonlyMap<string, string>;
}

/** What evaluation needs of the identity store. */
export interface RolePolicySource {
  /** Undefined when the role is gone, or is another one than `roleId` says. */
  policiesOf(roleName: string, roleId?: string): RolePolicies | undefined;
}

export interface AuthorizationOptions {
  readonly identities: RolePolicySource;
  readonly scope: Scope;
  readonly clock: Clock;
}

const ADMINISTRATOR_POLICY = parsePolicy(
  '{"Version":"2012-10-17","Statement":[{"Sid":"AdministratorAccess","Effect":"Allow","Action":"*","Resource":"*"}]}',
);
const ADMINISTRATOR: RolePolicies = {
  identity: [ADMINISTRATOR_POLICY],
  boundary: undefined,
  tags: new Map(),
};
const NOBODY: RolePolicies = { identity: [], boundary: undefined, tags: new Map() };

/** Evaluates every call against all policies that apply. Every document is compiled once. */
export function createAuthorization(options: AuthorizationOptions): Authorization {
  const compiled = createPolicyCache();
  return {
    decide: (request) => {
      const { caller, action, resource } = request;
      const own = ownPolicies(options.identities, caller);
      const keys = createRequestKeys({
        caller,
        action,
        resource,
        context: request.context,
        request: request.request,
        principalTags: own.tags,
        roleTags: () => tagsOfRole(options.identities, resource),
        scope: options.scope,
        clock: options.clock,
      });
      const policies: ApplicablePolicies = {
        identity: own.identity,
        boundary: own.boundary,
        resource: request.resourcePolicy === undefined ? undefined : compiled(request.resourcePolicy),
        session: sessionPolicies(caller, compiled),
        resourceMustAllow: request.trust === true,
      };
      const evaluated = { caller, action, resource, keys };
      const verdict = evaluate(evaluated, policies);
      if (verdict.allowed) return { allowed: true, message: "", explanation: verdict.explanation };
      return {
        allowed: false,
        message: denialSentence({
          principal: callerName(caller),
          action,
          resource,
          reason: wording(action, verdict.reason),
        }),
        explicitDeny: verdict.reason.explicit,
        explanation: verdict.explanation,
        get why() {
          return explainDenial(evaluated, policies, verdict);
        },
      };
    },
  };
}

/** STS names no policy when it refuses a role: it must not tell which roles exist. */
function wording(action: string, reason: DenialReason): DenialReason {
  return action === "sts:AssumeRole" ? "unexplained" : reason;
}

function ownPolicies(identities: RolePolicySource, caller: Caller): RolePolicies {
  if (caller.kind === "administrator") return ADMINISTRATOR;
  if (caller.kind === "role") return identities.policiesOf(caller.roleName, roleIdOf(caller)) ?? NOBODY;
  return NOBODY;
}

/** Of a caller that was written down, as a stack does: the name may be another role's when it is read. */
function roleIdOf({ userId }: RoleCaller): string {
  const end = userId.indexOf(":");
  return end === -1 ? userId : userId.slice(0, end);
}

function tagsOfRole(identities: RolePolicySource, resource: string): ReadonlyMap<string, string> {
  const name = /^arn:[^:]*:iam::\d*:role\/(?:.*\/)?([^/]+)$/.exec(resource)?.[1];
  return (name === undefined ? undefined : identities.policiesOf(name)?.tags) ?? NOBODY.tags;
}

function sessionPolicies(
  caller: Caller,
  compiled: (text: string) => PolicyDocument,
): readonly PolicyDocument[] | undefined {
  const documents: RoleCaller["sessionPolicies"] = caller.kind === "role" ? caller.sessionPolicies : [];
  return documents.length === 0 ? undefined : documents.map(compiled);
}
