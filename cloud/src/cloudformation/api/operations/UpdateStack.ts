import type { UpdateStackInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { stackMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { readOperationRequest, readRequestMark, UNSUPPORTED_MEMBERS } from "../operation-request.ts";
import { asksWithRole } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const UpdateStack: OperationFactory<UpdateStackInput> = (api) => ({
  name: "UpdateStack",
  unsupportedMembers: UNSUPPORTED_MEMBERS,
  authorize: asksWithRole("cloudformation:UpdateStack"),
  run: async (input, { caller }) => {
    const name = input.StackName;
    const stack = api.stacks.find(name);
    if (stack === undefined) throw stackMissing(name);
    const previous = api.stacks.deps.store.revision(stack.stackId, "current");
    const request = await readOperationRequest(api, { input, caller }, previous);
    const mark = readRequestMark(input, "UpdateStack");
    const { stackId } = await api.stacks.update({
      ...request,
      stackName: stack.name,
      direct: true,
      request: mark,
    });
    return { StackId: stackId };
  },
});
