import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { POLICY_ARN, readInput } from "../input.ts";
import { deleteManagedPolicy } from "../managed-policies.ts";

export function deletePolicy(context: IamContext): QueryOperation {
  return {
    name: "DeletePolicy",
    authorize: asks("iam:DeletePolicy", (parameters) => parameters.text("PolicyArn") ?? "*"),
    run: (parameters) => {
      deleteManagedPolicy(context, readInput(parameters, { PolicyArn: POLICY_ARN }).required("PolicyArn"));
      return undefined;
    },
  };
}
