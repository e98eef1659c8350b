import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { POLICY_DOCUMENT, POLICY_NAME, ROLE_NAME, readInput } from "../input.ts";
import { putRolePolicy, roleArn } from "../roles.ts";

const SHAPE = { RoleName: ROLE_NAME, PolicyName: POLICY_NAME, PolicyDocument: POLICY_DOCUMENT };

export function putRolePolicyOperation(context: IamContext): QueryOperation {
  return {
    name: "PutRolePolicy",
    authorize: asks("iam:PutRolePolicy", (parameters) => roleArn(context, parameters.text("RoleName") ?? "")),
    run: (parameters) => {
      const input = readInput(parameters, SHAPE);
      putRolePolicy(context, input.required("RoleName"), {
        name: input.required("PolicyName"),
        document: input.required("PolicyDocument"),
      });
      return undefined;
    },
  };
}
