import type { QueryParameters } from "../../../wire/protocols/query-parameters.ts";
import { constraintError } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { readOperationRequest } from "../operation-request.ts";
import { readRequestMark } from "../request-mark.ts";
import { asksWithRole } from "../service-role.ts";

/** Minutes the creation may take. */
function readTimeout(parameters: QueryParameters): number | undefined {
  const text = parameters.text("TimeoutInMinutes");
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw constraintError("timeoutInMinutes", text, "Member must have value greater than or equal to 1");
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const CreateStack: OperationFactory = (api) => ({
  name: "CreateStack",
  authorize: asksWithRole("cloudformation:CreateStack"),
  run: async (parameters, { caller }) => {
    const request = await readOperationRequest(api, { parameters, caller }, undefined);
    const started = await api.stacks.create({
      ...request,
      direct: true,
      timeoutInMinutes: readTimeout(parameters),
      request: readRequestMark(parameters, "CreateStack"),
      terminationProtection: parameters.flag("EnableTerminationProtection") ?? false,
    });
    return { StackId: started.stackId };
  },
});
