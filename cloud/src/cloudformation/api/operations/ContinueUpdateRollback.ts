import type { ContinueUpdateRollbackInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { continueUpdateRollback } from "../../engine/rollback-requests.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../operation-request.ts";
import { asksWithRole, readActor } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const ContinueUpdateRollback: OperationFactory<ContinueUpdateRollbackInput> = ({ stacks }) => ({
  name: "ContinueUpdateRollback",
  unsupportedMembers: ["DeploymentConfig", "ForceRollback"],
  authorize: asksWithRole("cloudformation:ContinueUpdateRollback"),
  run: (input, { caller }) => {
    continueUpdateRollback(stacks, input.StackName, {
      actor: readActor(input, caller),
      resourcesToSkip: input.ResourcesToSkip ?? [],
      request: readRequestMark(input, "ContinueUpdateRollback"),
    });
    return {};
  },
});
