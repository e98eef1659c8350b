import { notSupported } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
import { asksWithRole, readActor } from "../service-role.ts";
import { required } from "../template-source.ts";

/** An unknown name succeeds silently. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export const DeleteStack: OperationFactory = ({ stacks, changeSets }) => ({
  name: "DeleteStack",
  authorize: asksWithRole("cloudformation:DeleteStack"),
  run: (parameters, { caller }) => {
    const mode = parameters.text("DeletionMode") ?? "STANDARD";
    if (mode !== "STANDARD") throw notSupported(`DeletionMode ${mode}`);
    const retainResources = parameters.list("RetainResources");
    const request = readRequestMark(parameters, "DeleteStack");
    const started = stacks.remove(required(parameters, "StackName"), {
      actor: readActor(parameters, caller),
      retainResources,
      request,
    });
    if (started !== undefined && stacks.find(started.stackId)?.status === "DELETE_IN_PROGRESS") {
      changeSets.store.dropOfStack(started.stackId);
    }
    return undefined;
  },
});
