import { rollBackStack } from "../../engine/ways-back.ts";
import { notSupported } from "../../errors.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
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
    const request = readRequestMark(parameters, "RollbackStack");
    return { StackId: rollBackStack(stacks, required(parameters, "StackName"), { request }).stackId };
  },
});
