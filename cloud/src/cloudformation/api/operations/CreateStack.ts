import type { CreateStackInput } from "../../../wire/models/generated/cloudformation.types.ts";
import type { OperationFactory } from "../context.ts";
import { readOperationRequest, readRequestMark, UNSUPPORTED_MEMBERS } from "../operation-request.ts";
import { asksWithRole } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const CreateStack: OperationFactory<CreateStackInput> = (api) => ({
  name: "CreateStack",
  unsupportedMembers: UNSUPPORTED_MEMBERS,
  authorize: asksWithRole("cloudformation:CreateStack"),
  run: async (input, { caller }) => {
    const request = await readOperationRequest(api, { input, caller }, undefined);
    const started = await api.stacks.create({
      ...request,
      direct: true,
      timeoutInMinutes: input.TimeoutInMinutes,
      request: readRequestMark(input, "CreateStack"),
      terminationProtection: input.EnableTerminationProtection ?? false,
    });
    return { StackId: started.stackId };
  },
});
