import type { GetRolePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { findRole, roleArn } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { noSuchRolePolicy } from "../shared/errors.ts";
import { encodeDocument } from "../shared/reply.ts";

export function getRolePolicy(context: IamContext): QueryOperation<GetRolePolicyRequest> {
  return {
    name: "GetRolePolicy",
    authorize: asks("iam:GetRolePolicy", (input) => roleArn(context, input.RoleName)),
    run: (input) => {
      const role = findRole(context, input.RoleName);
      const name = input.PolicyName;
      const policy = role.inlinePolicies.find((candidate) => candidate.name === name);
      if (policy === undefined) throw noSuchRolePolicy(name);
      return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(policy.document) };
    },
  };
}
