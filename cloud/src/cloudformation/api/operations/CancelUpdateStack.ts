import { asks } from "../../../wire/operation.ts";
import { cancelUpdate } from "../../engine/rollback-requests.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export const CancelUpdateStack: OperationFactory = ({ stacks }) => ({
  name: "CancelUpdateStack",
  authorize: asks("cloudformation:CancelUpdateStack", stackResource),
  run: (parameters) => {
    const request = readRequestMark(parameters, "CancelUpdateStack");
    cancelUpdate(stacks, required(parameters, "StackName"), { request });
    return undefined;
  },
});
