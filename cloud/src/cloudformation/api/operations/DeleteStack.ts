import { asks } from "../../../wire/operation.ts";
import { notSupported } from "../../errors.ts";
import { requestKeys } from "../condition-keys.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** An unknown name succeeds silently. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export const DeleteStack: OperationFactory = ({ stacks, changeSets }) => ({
  name: "DeleteStack",
  authorize: asks("cloudformation:DeleteStack", stackResource, requestKeys),
  run: (parameters) => {
    const mode = parameters.text("DeletionMode") ?? "STANDARD";
    if (mode !== "STANDARD") throw notSupported(`DeletionMode ${mode}`);
    if ((parameters.text("RoleARN") ?? "") !== "") throw notSupported("The parameter RoleARN");
    const retainResources = parameters.list("RetainResources");
    const request = readRequestMark(parameters, "DeleteStack");
    const started = stacks.remove(required(parameters, "StackName"), { retainResources, request });
    if (started !== undefined && stacks.find(started.stackId)?.status === "DELETE_IN_PROGRESS") {
      changeSets.store.dropOfStack(started.stackId);
    }
    return undefined;
  },
});
