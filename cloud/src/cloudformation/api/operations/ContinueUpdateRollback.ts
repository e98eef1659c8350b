import { asks } from "../../../wire/operation.ts";
import { continueUpdateRollback } from "../../engine/rollback-requests.ts";
import { constraintError, notSupported } from "../../errors.ts";
import { requestKeys } from "../condition-keys.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** A logical id, or that of a resource of a nested stack. */
const SKIPPABLE = /^(?:[a-zA-Z0-9]+|[a-zA-Z][-a-zA-Z0-9]*\.[a-zA-Z0-9]+)$/;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const ContinueUpdateRollback: OperationFactory = ({ stacks }) => ({
  name: "ContinueUpdateRollback",
  authorize: asks("cloudformation:ContinueUpdateRollback", stackResource, requestKeys),
  run: (parameters) => {
    const stackName = required(parameters, "StackName");
    if ((parameters.text("RoleARN") ?? "") !== "") throw notSupported("The parameter RoleARN");
    const resourcesToSkip = parameters.list("ResourcesToSkip");
    assertSkippable(resourcesToSkip);
    const request = readRequestMark(parameters, "ContinueUpdateRollback");
    continueUpdateRollback(stacks, stackName, { resourcesToSkip, request });
    return {};
  },
});

function assertSkippable(names: readonly string[]): void {
  if (names.every((name) => SKIPPABLE.test(name))) return;
  const rule =
    "Member must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z0-9]+|[a-zA-Z][-a-zA-Z0-9]*\\.[a-zA-Z0-9]+]";
  throw constraintError("resourcesToSkip", `[${names.join(", ")}]`, rule);
}
