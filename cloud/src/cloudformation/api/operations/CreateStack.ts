import type { OperationFactory } from "../context.ts";
import { readOperationRequest } from "../operation-request.ts";
import { readRequestMark } from "../request-mark.ts";
import { stackResource } from "../resource-arns.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const CreateStack: OperationFactory = (api) => ({
  name: "CreateStack",
  resource: stackResource,
  run: async (parameters) => {
    const request = await readOperationRequest(api, parameters, undefined);
    const started = await api.stacks.create({
      ...request,
      direct: true,
      request: readRequestMark(parameters, "CreateStack"),
      terminationProtection: parameters.flag("EnableTerminationProtection") ?? false,
    });
    return { StackId: started.stackId };
  },
});
