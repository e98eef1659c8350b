import { AwsError } from "../../../core/errors.ts";
import { asks } from "../../../wire/operation.ts";
import { changeSetKeys } from "../condition-keys.ts";
import type { OperationFactory } from "../context.ts";
import { changeSetResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const DeleteChangeSet: OperationFactory = ({ changeSets }) => ({
  name: "DeleteChangeSet",
  authorize: asks(
    "cloudformation:DeleteChangeSet",
    changeSetResource({ changeSets }),
    changeSetKeys({ changeSets }),
  ),
  run: (parameters) => {
    const changeSet = changeSets.find(required(parameters, "ChangeSetName"), parameters.text("StackName"));
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
