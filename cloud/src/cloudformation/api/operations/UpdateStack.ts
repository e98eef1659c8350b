import { asks } from "../../../wire/operation.ts";
import { stackMissing } from "../../errors.ts";
import { requestKeys } from "../condition-keys.ts";
import type { OperationFactory } from "../context.ts";
import { readOperationRequest } from "../operation-request.ts";
import { readRequestMark } from "../request-mark.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const UpdateStack: OperationFactory = (api) => ({
  name: "UpdateStack",
  authorize: asks("cloudformation:UpdateStack", stackResource, requestKeys),
  run: async (parameters) => {
    const name = required(parameters, "StackName");
    const stack = api.stacks.find(name);
    if (stack === undefined) throw stackMissing(name);
    const previous = api.stacks.deps.store.revision(stack.stackId, "current");
    const request = await readOperationRequest(api, parameters, previous);
    const mark = readRequestMark(parameters, "UpdateStack");
    const { stackId } = await api.stacks.update({
      ...request,
      stackName: stack.name,
      direct: true,
      request: mark,
    });
    return { StackId: stackId };
  },
});
