import type { AdministratorCaller, RoleCaller } from "../../../core/caller.ts";
import { ADMINISTRATOR_ID } from "../../../iam/identities/access-keys.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { QueryParameters } from "../../../wire/protocols/query-parameters.ts";
import type { IamContext } from "../context.ts";
import { noSuchRole, unsupportedParameter, validationError } from "../errors.ts";
import { POLICY_ARN, readInput } from "../input.ts";
import { administratorArn } from "../roles.ts";

const UNSUPPORTED_LISTS = ["PolicyInputList", "PermissionsBoundaryPolicyInputList"] as const;

/** Tells what the policies of a role would decide, without doing anything. */
export function simulatePrincipalPolicy(context: IamContext): QueryOperation {
  return {
    name: "SimulatePrincipalPolicy",
    authorize: asks("iam:SimulatePrincipalPolicy", (parameters) => parameters.text("PolicySourceArn") ?? "*"),
    run: (parameters) => {
      const arn = readInput(parameters, { PolicySourceArn: POLICY_ARN }).required("PolicySourceArn");
      for (const name of UNSUPPORTED_LISTS) {
        if (parameters.list(name).length > 0) throw unsupportedParameter("SimulatePrincipalPolicy", name);
      }
      const caller = principal(context, arn);
      const resources = parameters.list("ResourceArns");
      const results = parameters.list("ActionNames").flatMap((action) =>
        (resources.length === 0 ? ["*"] : resources).map((resource) => {
          const decision = context.authorization.decide({
            caller,
            action,
            resource,
            context: contextEntries(parameters),
            resourcePolicy: parameters.text("ResourcePolicy"),
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

function contextEntries(parameters: QueryParameters): Record<string, readonly string[]> {
  const entries: Record<string, readonly string[]> = {};
  for (const fields of parameters.structures("ContextEntries")) {
    const values = Object.entries(fields).filter(([name]) => name.startsWith("ContextKeyValues.member."));
    entries[fields["ContextKeyName"] ?? ""] = values.map(([, value]) => value);
  }
  return entries;
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
    arn,
    roleArn: arn,
    roleName: role.name,
    sessionName: "",
    accountId,
    accessKeyId: "",
    userId: role.id,
    sessionPolicies: [],
  };
}
