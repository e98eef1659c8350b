import type { UpdateTerminationProtectionInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import { stackMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { stackResource } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const UpdateTerminationProtection: OperationFactory<UpdateTerminationProtectionInput> = ({
  stacks,
}) => ({
  name: "UpdateTerminationProtection",
  authorize: asks("cloudformation:UpdateTerminationProtection", stackResource),
  run: (input) => {
    const name = input.StackName;
    const stack = stacks.find(name);
    if (stack === undefined || stack.status === "DELETE_COMPLETE") throw stackMissing(name);
    const terminationProtection = input.EnableTerminationProtection;
    stacks.deps.store.saveStack({ ...stack, terminationProtection });
    return { StackId: stack.stackId };
  },
});
