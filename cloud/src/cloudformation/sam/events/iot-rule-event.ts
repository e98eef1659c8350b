import { addResource, defined, passedOn } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import type { EventOptions } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";

/** A topic rule that hands messages to the function. */
export function expandIotRule({ target, id, properties, context }: EventOptions): void {
  const version = properties["AwsIotSqlVersion"];
  addPermission(target, context, {
    prefix: id,
    principal: "iot.amazonaws.com",
    sourceArn: {
      "Fn::Sub": ["arn:aws:iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}", { RuleName: { Ref: id } }],
    },
    sourceAccount: { "Fn::Sub": "${AWS::AccountId}" },
  });
  addResource(context, target.logicalId, {
    id,
    type: "AWS::IoT::TopicRule",
    attributes: passedOn(target.body),
    properties: {
      TopicRulePayload: defined({
        Sql: properties["Sql"],
        RuleDisabled: false,
        Actions: [{ Lambda: { FunctionArn: target.arn } }],
        AwsIotSqlVersion: isTruthy(version) ? version : undefined,
      }),
    },
  });
}
