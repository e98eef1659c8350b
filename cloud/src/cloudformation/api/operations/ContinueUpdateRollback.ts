import { continueUpdateRollback } from "../../engine/rollback-requests.ts";
import { constraintError } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
import { asksWithRole, readActor } from "../service-role.ts";
import { required } from "../template-source.ts";

/** A logical id, or that of a resource of a nested stack. */
const SKIPPABLE = /^(?:[a-zA-Z0-9]+|[a-zA-Z][-a-zA-Z0-9]*\.[a-zA-Z0-9]+)$/;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const ContinueUpdateRollback: OperationFactory = ({ stacks }) => ({
  name: "ContinueUpdateRollback",
  authorize: asksWithRole("cloudformation:ContinueUpdateRollback"),
  run: (parameters, { caller }) => {
    const stackName = required(parameters, "StackName");
    const resourcesToSkip = parameters.list("ResourcesToSkip");
    assertSkippable(resourcesToSkip);
    const request = readRequestMark(parameters, "ContinueUpdateRollback");
    continueUpdateRollback(stacks, stackName, {
      actor: readActor(parameters, caller),
      resourcesToSkip,
      request,
    });
    return {};
  },
});

function assertSkippable(names: readonly string[]): void {
  if (names.every((name) => SKIPPABLE.test(name))) return;
  const rule =
    "Member must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z0-9]+|[a-zA-Z][-a-zA-Z0-9]*\\.[a-zA-Z0-9]+]";
  throw constraintError("resourcesToSkip", `[${names.join(", ")}]`, rule);
}
