import type { DeleteStackInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { notSupported } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../operation-request.ts";
import { asksWithRole, readActor } from "../questions.ts";

/** An unknown name succeeds silently. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export const DeleteStack: OperationFactory<DeleteStackInput> = ({ stacks, changeSets }) => ({
  name: "DeleteStack",
  unsupportedMembers: ["DeploymentConfig"],
  authorize: asksWithRole("cloudformation:DeleteStack"),
  run: (input, { caller }) => {
    const mode = input.DeletionMode ?? "STANDARD";
    if (mode !== "STANDARD") throw notSupported(`DeletionMode ${mode}`);
    const retainResources = input.RetainResources ?? [];
    const request = readRequestMark(input, "DeleteStack");
    const started = stacks.remove(input.StackName, {
      actor: readActor(input, caller),
      retainResources,
      request,
    });
    if (started !== undefined && stacks.find(started.stackId)?.status === "DELETE_IN_PROGRESS") {
      changeSets.store.dropOfStack(started.stackId);
    }
    return undefined;
  },
});
