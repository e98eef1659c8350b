import { notSupported } from "../../errors.ts";
import type { OperationFactory } from "../context.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const RollbackStack: OperationFactory = ({ stacks }) => ({
  name: "RollbackStack",
  resource: stackResource,
  run: (parameters) => {
    if ((parameters.text("RoleARN") ?? "") !== "") throw notSupported("The parameter RoleARN");
    if (parameters.flag("RetainExceptOnCreate") === true) {
      throw notSupported("The parameter RetainExceptOnCreate");
    }
    return { StackId: stacks.rollBack(required(parameters, "StackName")).stackId };
  },
});
