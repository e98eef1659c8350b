import type { DescribeChangeSetInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import { changeSetSummary, changeView } from "../change-set-views.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { changeSetKeys, changeSetResource } from "../questions.ts";
import { parameterMembers, tagMembers } from "../views.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const DescribeChangeSet: OperationFactory<DescribeChangeSetInput> = ({ changeSets }) => ({
  name: "DescribeChangeSet",
  authorize: asks(
    "cloudformation:DescribeChangeSet",
    changeSetResource({ changeSets }),
    changeSetKeys({ changeSets }),
  ),
  run: (input) => {
    const changeSet = changeSets.find(input.ChangeSetName, input.StackName);
    const { items, nextToken } = pageOf(changeSet.changes, input);
    return {
      ...changeSetSummary(changeSet),
      Parameters: parameterMembers(changeSet.parameters, {
        noEcho: changeSet.noEchoParameters,
        resolved: changeSet.resolvedParameters,
      }),
      NotificationARNs: {},
      RollbackConfiguration: {},
      Capabilities: { member: changeSet.capabilities },
      Tags: tagMembers(changeSet.tags),
      Changes: { member: items.map(changeView) },
      NextToken: nextToken,
    };
  },
});
