import { asks } from "../../../wire/operation.ts";
import { rollBackStack } from "../../engine/rollback-requests.ts";
import { notSupported } from "../../errors.ts";
import { requestKeys } from "../condition-keys.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const RollbackStack: OperationFactory = ({ stacks }) => ({
  name: "RollbackStack",
  authorize: asks("cloudformation:RollbackStack", stackResource, requestKeys),
  run: (parameters) => {
    if ((parameters.text("RoleARN") ?? "") !== "") throw notSupported("The parameter RoleARN");
    const { stackId } = rollBackStack(stacks, required(parameters, "StackName"), {
      retainExceptOnCreate: parameters.flag("RetainExceptOnCreate") ?? false,
      request: readRequestMark(parameters, "RollbackStack"),
    });
    return { StackId: stackId };
  },
});
