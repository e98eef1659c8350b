import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { noSuchRolePolicy } from "../errors.ts";
import { POLICY_NAME, ROLE_NAME, readInput } from "../input.ts";
import { encodeDocument } from "../reply.ts";
import { findRole, roleArn } from "../roles.ts";

export function getRolePolicy(context: IamContext): QueryOperation {
  return {
    name: "GetRolePolicy",
    authorize: asks("iam:GetRolePolicy", (parameters) => roleArn(context, parameters.text("RoleName") ?? "")),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME, PolicyName: POLICY_NAME });
      const role = findRole(context, input.required("RoleName"));
      const name = input.required("PolicyName");
      const policy = role.inlinePolicies.find((candidate) => candidate.name === name);
      if (policy === undefined) throw noSuchRolePolicy(name);
      return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(policy.document) };
    },
  };
}
