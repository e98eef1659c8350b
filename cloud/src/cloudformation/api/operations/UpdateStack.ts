import { stackMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { readOperationRequest } from "../operation-request.ts";
import { readRequestMark } from "../request-mark.ts";
import { asksWithRole } from "../service-role.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const UpdateStack: OperationFactory = (api) => ({
  name: "UpdateStack",
  authorize: asksWithRole("cloudformation:UpdateStack"),
  run: async (parameters, { caller }) => {
    const name = required(parameters, "StackName");
    const stack = api.stacks.find(name);
    if (stack === undefined) throw stackMissing(name);
    const previous = api.stacks.deps.store.revision(stack.stackId, "current");
    const request = await readOperationRequest(api, { parameters, caller }, previous);
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
