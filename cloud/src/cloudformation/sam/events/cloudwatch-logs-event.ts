import { addResource, passedOn } from "../expansion/expansion-context.ts";
import type { EventOptions } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";

/** A subscription of the function to a log group. */
export function expandCloudWatchLogs({ target, id, properties, context }: EventOptions): void {
  const { LogGroupName: group = null, FilterPattern: pattern } = properties;
  const permission = addPermission(target, context, {
    prefix: id,
    principal: "logs.amazonaws.com",
    sourceArn: {
      "Fn::Sub": [
        "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*",
        { __LogGroupName__: group },
      ],
    },
  });
  addResource(context, target.logicalId, {
    id,
    type: "AWS::Logs::SubscriptionFilter",
    attributes: { ...passedOn(target.body), DependsOn: [permission] },
    properties: { LogGroupName: group, FilterPattern: pattern, DestinationArn: target.arn },
  });
}
