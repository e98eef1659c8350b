import { regionalArn, type Scope } from "../../../core/arns.ts";
import { AwsError } from "../../../core/errors.ts";
import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { givenTags, textProperty } from "../../../core/properties/property-values.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { assertAlarm } from "../alarms/alarm.ts";
import type { AlarmNames } from "../alarms/alarm-names.ts";

const MAX_NAME_LENGTH = 255;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export function alarmProvider(names: AlarmNames, scope: Scope): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => ({
    physicalId: name,
    attributes: { Arn: regionalArn(scope, "cloudwatch", `alarm:${name}`) },
  });
  return {
    type: "AWS::CloudWatch::Alarm",
    properties: {
      ActionsEnabled: true,
      AlarmActions: true,
      AlarmDescription: true,
      AlarmName: true,
      ComparisonOperator: true,
      DatapointsToAlarm: true,
      Dimensions: { Name: true, Value: true },
      EvaluateLowSampleCountPercentile: true,
      EvaluationPeriods: true,
      ExtendedStatistic: true,
      InsufficientDataActions: true,
      MetricName: true,
      Namespace: true,
      OKActions: true,
      Period: true,
      Statistic: true,
      Tags: { Key: true, Value: true },
      Threshold: true,
      TreatMissingData: true,
      Unit: true,
    },
    required: ["ComparisonOperator", "EvaluationPeriods"],
    replaceOn: ["AlarmName"],
    calls: (context, change) => {
      const resource = (name: string) => regionalArn(scope, "cloudwatch", `alarm:${name}`);
      if (change.kind === "delete") {
        return [{ action: "cloudwatch:DeleteAlarms", resource: resource(change.physicalId) }];
      }
      const name = change.kind === "create" ? nameOf(context, change.properties) : change.physicalId;
      const properties = change.kind === "create" ? change.properties : change.after;
      const keys = requestTags(givenTags(context.tags, properties));
      return [{ action: "cloudwatch:PutMetricAlarm", resource: resource(name), context: keys }];
    },
    create: async (context, properties) => {
      assertAlarm(properties);
      const name = nameOf(context, properties);
      if (names.has(name)) throw new AwsError("AlreadyExists", `${name} already exists`);
      return context.commit(() => {
        names.add(name);
        return provisioned(name);
      });
    },
    update: async (_context, name, _before, after) => {
      assertAlarm(after);
      return provisioned(name);
    },
    delete: async (_context, name) => names.remove(name),
  };
}

function nameOf(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "AlarmName") ?? context.generateName({ maxLength: MAX_NAME_LENGTH });
}
