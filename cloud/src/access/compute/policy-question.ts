import type { Caller } from "../../core/caller.ts";
import { systemClock } from "../../core/clock.ts";
import type { Condition } from "../../iam/policies/conditions/condition.ts";
import { type PolicyDocument, parsePolicy } from "../../iam/policies/document.ts";
import type { ApplicablePolicies } from "../../iam/policies/evaluate.ts";
import { type ConditionalVerdict, evaluateConditionally } from "../../iam/policies/evaluate-conditionally.ts";
import { createRequestKeys } from "../../iam/request-keys.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { FOREIGN_ACCOUNT, FOREIGN_BUCKET } from "./constants.ts";
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
}

/** The ARN of what a service acts for. */
export type SourceArn = string;

/** Evaluated by the evaluator of the cloud itself; what a request says only when it is made stays open. */
export function decide(
  deployment: Pick<Deployment, "scope">,
  principal: Exclude<Principal, { kind: "token" }>,
  question: PolicyQuestion,
  sourceArn: SourceArn = "",
): ConditionalVerdict {
  const { action, resource } = question;
  const caller = callerOf(deployment, principal, sourceArn);
  const keys = createRequestKeys({
    caller,
    action,
    resource,
    context: "accountId" in caller ? { "kms:CallerAccount": caller.accountId } : {},
    request: undefined,
    principalTags: principal.kind === "role" ? principal.role.tags : new Map(),
    roleTags: () => new Map(),
    scope: deployment.scope,
    clock: systemClock,
  });
  return evaluateConditionally(
    { caller, action, resource, keys },
    policiesOf(principal, question),
    (condition) => !isSettled(condition),
  );
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

function callerOf(
  { scope }: Pick<Deployment, "scope">,
  principal: Exclude<Principal, { kind: "token" }>,
  sourceArn: SourceArn,
): Caller {
  switch (principal.kind) {
    case "anonymous":
      return { kind: "anonymous" };
    case "service": {
      const { accountId } = scope;
      // An S3 bucket's ARN names no account.
      const unnamed = sourceArn === FOREIGN_BUCKET ? FOREIGN_ACCOUNT : accountId;
      const sourceAccount = sourceArn.split(":")[4] || unnamed;
      return { kind: "service", service: principal.service, sourceArn, sourceAccount };
    }
    case "role": {
      const { arn: roleArn, name: roleName, id } = principal.role;
      const sessionName = principal.functionNames[0] ?? "session";
      return sessionOf({ roleArn, roleName, id, sessionName, accountId: scope.accountId });
    }
    case "other-account": {
      const roleArn = `arn:aws:iam::${FOREIGN_ACCOUNT}:role/outside`;
      return sessionOf({
        roleArn,
        roleName: "outside",
        id: "AROAOUTSIDE",
        sessionName: "session",
        accountId: FOREIGN_ACCOUNT,
      });
    }
  }
}

interface Session {
  readonly roleArn: string;
  readonly roleName: string;
  readonly id: string;
  readonly sessionName: string;
  readonly accountId: string;
}

function sessionOf({ roleArn, roleName, id, sessionName, accountId }: Session): Caller {
  return {
    kind: "role",
    arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
    roleArn,
    roleName,
    sessionName,
    accountId,
    accessKeyId: "",
    userId: `${id}:${sessionName}`,
    sessionPolicies: [],
  };
}

/** Condition keys whose values the caller and the account settle, whatever the request. */
const SETTLED: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:resourceaccount",
  "aws:sourceaccount",
  "aws:sourcearn",
  // No request of this cloud has it: the policy that AWS gives to topics lets in nobody by itself.
  "aws:sourceowner",
  "aws:userid",
  "aws:username",
  "aws:viaawsservice",
  "kms:calleraccount",
]);

function isSettled({ key }: Condition): boolean {
  const lower = key.toLowerCase();
  return SETTLED.has(lower) || lower.startsWith("aws:principaltag/");
}

/** `Bool aws:SecureTransport = false` */
export function conditionText({ operator, key, expected }: Condition): string {
  return `${operator} ${key} = ${[...expected].sort().join(" or ")}`;
}
