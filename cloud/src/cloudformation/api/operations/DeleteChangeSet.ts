import { AwsError } from "../../../core/errors.ts";
import type { DeleteChangeSetInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { OperationFactory } from "../context.ts";
import { changeSetKeys, changeSetResource } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const DeleteChangeSet: OperationFactory<DeleteChangeSetInput> = ({ changeSets }) => ({
  name: "DeleteChangeSet",
  authorize: asks(
    "cloudformation:DeleteChangeSet",
    changeSetResource({ changeSets }),
    changeSetKeys({ changeSets }),
  ),
  run: (input) => {
    const changeSet = changeSets.find(input.ChangeSetName, input.StackName);
    if (changeSet.executionStatus === "EXECUTE_IN_PROGRESS") {
      throw new AwsError(
        "InvalidChangeSetStatus",
        `ChangeSet [${changeSet.changeSetId}] cannot be deleted in its current status of [${changeSet.executionStatus}]`,
      );
    }
    changeSets.store.drop(changeSet.changeSetId);
    return {};
  },
});
