import { notSupported } from "../../errors.ts";
import type { OperationFactory } from "../context.ts";
import { readOperationRequest } from "../operation-request.ts";
import { stackResource } from "../resource-arns.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const CreateStack: OperationFactory = (api) => ({
  name: "CreateStack",
  resource: stackResource,
  run: async (parameters) => {
    const request = await readOperationRequest(api, parameters, undefined);
    const onFailure = parameters.text("OnFailure");
    if (onFailure === "DELETE") throw notSupported("OnFailure DELETE");
    const started = await api.stacks.create({
      ...request,
      direct: true,
      disableRollback: onFailure === "DO_NOTHING" || request.disableRollback === true,
      terminationProtection: parameters.flag("EnableTerminationProtection") ?? false,
    });
    return { StackId: started.stackId };
  },
});
