import { rollBackStack } from "../../engine/rollback-requests.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
import { asksWithRole, readActor } from "../service-role.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const RollbackStack: OperationFactory = ({ stacks }) => ({
  name: "RollbackStack",
  authorize: asksWithRole("cloudformation:RollbackStack"),
  run: (parameters, { caller }) => {
    const { stackId } = rollBackStack(stacks, required(parameters, "StackName"), {
      actor: readActor(parameters, caller),
      retainExceptOnCreate: parameters.flag("RetainExceptOnCreate") ?? false,
      request: readRequestMark(parameters, "RollbackStack"),
    });
    return { StackId: stackId };
  },
});
