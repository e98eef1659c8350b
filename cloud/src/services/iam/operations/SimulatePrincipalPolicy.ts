import type { AdministratorCaller, RoleCaller } from "../../../core/caller.ts";
import { ADMINISTRATOR_ID } from "../../../iam/identities/access-keys.ts";
import type {
  ContextEntry,
  SimulatePrincipalPolicyRequest,
} from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { administratorArn } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { noSuchRole, validationError } from "../shared/errors.ts";

/** Tells what the policies of a role would decide, without doing anything. */
export function simulatePrincipalPolicy(context: IamContext): QueryOperation<SimulatePrincipalPolicyRequest> {
  return {
    name: "SimulatePrincipalPolicy",
    unsupportedMembers: [
      "PolicyInputList",
      "PermissionsBoundaryPolicyInputList",
      "PolicyExclusionList",
      "ResourceOwner",
      "CallerArn",
      "ResourceHandlingOption",
      "MaxItems",
      "Marker",
    ],
    authorize: asks("iam:SimulatePrincipalPolicy", (input) => input.PolicySourceArn),
    run: (input) => {
      const arn = input.PolicySourceArn;
      const caller = principal(context, arn);
      const resources = input.ResourceArns ?? [];
      const results = input.ActionNames.flatMap((action) =>
        (resources.length === 0 ? ["*"] : resources).map((resource) => {
          const decision = context.authorization.decide({
            caller,
            action,
            resource,
            context: contextEntries(input.ContextEntries),
            resourcePolicy: input.ResourcePolicy,
          });
          return {
            EvalActionName: action,
            EvalResourceName: resource,
            EvalDecision: decisionName(decision.allowed, decision.explanation),
          };
        }),
      );
      if (results.length === 0) throw validationError("ActionNames must not be empty.");
      return { IsTruncated: false, EvaluationResults: { member: results } };
    },
  };
}

function decisionName(allowed: boolean, explanation: string): string {
  if (allowed) return "allowed";
  return explanation.startsWith("explicit deny") ? "explicitDeny" : "implicitDeny";
}

function contextEntries(given: readonly ContextEntry[] = []): Record<string, readonly string[]> {
  return Object.fromEntries(given.map((entry) => [entry.ContextKeyName ?? "", entry.ContextKeyValues ?? []]));
}

function principal(context: IamContext, arn: string): AdministratorCaller | RoleCaller {
  const { accountId } = context.scope;
  if (arn === administratorArn(context.scope)) {
    return { kind: "administrator", arn, accountId, accessKeyId: "", userId: ADMINISTRATOR_ID };
  }
  const role = context.identities.roles.list().find((candidate) => candidate.arn === arn);
  if (role === undefined) throw noSuchRole(arn.slice(arn.lastIndexOf("/") + 1));
  return {
    kind: "role",
    // Its own ARN here would make of a policy that names the role one that names the session: unlimited.
    arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/`,
    roleArn: arn,
    roleName: role.name,
    sessionName: "",
    accountId,
    accessKeyId: "",
    userId: role.id,
    sessionPolicies: [],
  };
}
