import { asks } from "../../../wire/operation.ts";
import { stackMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const UpdateTerminationProtection: OperationFactory = ({ stacks }) => ({
  name: "UpdateTerminationProtection",
  authorize: asks("cloudformation:UpdateTerminationProtection", stackResource),
  run: (parameters) => {
    const name = required(parameters, "StackName");
    required(parameters, "EnableTerminationProtection");
    const stack = stacks.find(name);
    if (stack === undefined || stack.status === "DELETE_COMPLETE") throw stackMissing(name);
    const terminationProtection = parameters.flag("EnableTerminationProtection") === true;
    stacks.deps.store.saveStack({ ...stack, terminationProtection });
    return { StackId: stack.stackId };
  },
});
