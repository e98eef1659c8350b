import type { ExecuteChangeSetInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../operation-request.ts";
import { changeSetKeys, changeSetResource } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export const ExecuteChangeSet: OperationFactory<ExecuteChangeSetInput> = ({ changeSets }) => ({
  name: "ExecuteChangeSet",
  authorize: asks(
    "cloudformation:ExecuteChangeSet",
    changeSetResource({ changeSets }),
    changeSetKeys({ changeSets }),
  ),
  run: async (input, { caller }) => {
    const changeSet = changeSets.find(input.ChangeSetName, input.StackName);
    await changeSets.execute(changeSet, {
      caller,
      disableRollback: input.DisableRollback ?? false,
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      request: readRequestMark(input, "ExecuteChangeSet"),
    });
    return {};
  },
});
