import type { DeleteParametersRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SsmContext } from "../parameters/context.ts";
import { deleteParameter } from "../parameters/manager.ts";
import { questionOn } from "../parameters/questions.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
export function DeleteParameters(ssm: SsmContext): Operation<DeleteParametersRequest> {
  return {
    name: "DeleteParameters",
    authorize: ({ Names }) => Names.map((name) => questionOn(ssm, "DeleteParameters", { name })),
    run: ({ Names }) => {
      const names = [...new Set(Names)];
      const known = new Set(names.filter((name) => ssm.parameters.find(name) !== undefined));
      for (const name of known) deleteParameter(ssm, name);
      return {
        DeletedParameters: [...known],
        InvalidParameters: names.filter((name) => !known.has(name)),
      };
    },
  };
}
