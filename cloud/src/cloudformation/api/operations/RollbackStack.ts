import type { RollbackStackInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { rollBackStack } from "../../engine/rollback-requests.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../operation-request.ts";
import { asksWithRole, readActor } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const RollbackStack: OperationFactory<RollbackStackInput> = ({ stacks }) => ({
  name: "RollbackStack",
  unsupportedMembers: ["DeploymentConfig"],
  authorize: asksWithRole("cloudformation:RollbackStack"),
  run: (input, { caller }) => {
    const { stackId } = rollBackStack(stacks, input.StackName, {
      actor: readActor(input, caller),
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      request: readRequestMark(input, "RollbackStack"),
    });
    return { StackId: stackId };
  },
});
