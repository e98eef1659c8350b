import { asks } from "../../../wire/operation.ts";
import { changeSetKeys } from "../condition-keys.ts";
import type { OperationFactory } from "../context.ts";
import { readRequestMark } from "../request-mark.ts";
import { changeSetResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export const ExecuteChangeSet: OperationFactory = ({ changeSets }) => ({
  name: "ExecuteChangeSet",
  authorize: asks(
    "cloudformation:ExecuteChangeSet",
    changeSetResource({ changeSets }),
    changeSetKeys({ changeSets }),
  ),
  run: async (parameters, { caller }) => {
    const changeSet = changeSets.find(required(parameters, "ChangeSetName"), parameters.text("StackName"));
    await changeSets.execute(changeSet, {
      caller,
      disableRollback: parameters.flag("DisableRollback") ?? false,
      retainExceptOnCreate: parameters.flag("RetainExceptOnCreate") ?? false,
      request: readRequestMark(parameters, "ExecuteChangeSet"),
    });
    return {};
  },
});
