import type { CancelUpdateStackInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import { cancelUpdate } from "../../engine/rollback-requests.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../operation-request.ts";
import { stackResource } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export const CancelUpdateStack: OperationFactory<CancelUpdateStackInput> = ({ stacks }) => ({
  name: "CancelUpdateStack",
  authorize: asks("cloudformation:CancelUpdateStack", stackResource),
  run: (input) => {
    const request = readRequestMark(input, "CancelUpdateStack");
    cancelUpdate(stacks, input.StackName, { request });
    return undefined;
  },
});
