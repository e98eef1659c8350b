import type { DeleteParameterRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SsmContext } from "../parameters/context.ts";
import { deleteParameter } from "../parameters/manager.ts";
import { asksOn } from "../parameters/questions.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export function DeleteParameter(ssm: SsmContext): Operation<DeleteParameterRequest> {
  return {
    name: "DeleteParameter",
    authorize: asksOn(ssm, "DeleteParameter", ({ Name }) => Name),
    run: ({ Name }) => {
      deleteParameter(ssm, Name);
      return {};
    },
  };
}
