import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { tagsProperty, textProperty } from "../../../core/property-values.ts";
import { validationMessage } from "../../../wire/constraints.ts";
import type { LogsContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import { LOG_GROUP_NAME, type LogGroup, logGroupArn } from "../log-groups/log-group.ts";
import { changeLogGroup, createLogGroup, deleteLogGroup } from "../log-groups/manager.ts";

const MAX_NAME_LENGTH = 512;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export function logGroupProvider(logs: LogsContext): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => ({
    physicalId: name,
    attributes: { Arn: `${logGroupArn(logs.scope, name)}:*` },
  });
  return {
    type: "AWS::Logs::LogGroup",
    properties: { LogGroupName: true, RetentionInDays: true, Tags: { Key: true, Value: true } },
    required: [],
    replaceOn: ["LogGroupName"],
    create: async (context, properties) => {
      const name =
        textProperty(properties, "LogGroupName") ?? context.generateName({ maxLength: MAX_NAME_LENGTH });
      const message = validationMessage({ logGroupName: LOG_GROUP_NAME }, { logGroupName: name });
      if (message !== undefined) throw invalidParameter(message);
      const settings = settingsOf(context, properties);
      return context.commit(() => {
        createLogGroup(logs, name, settings);
        return provisioned(name);
      });
    },
    update: async (context, name, _before, after) => {
      changeLogGroup(logs, name, settingsOf(context, after));
      return provisioned(name);
    },
    delete: async (_context, name) => {
      if (logs.groups.find(name) !== undefined) deleteLogGroup(logs, name);
    },
  };
}

function settingsOf(
  context: ResourceContext,
  properties: Properties,
): Pick<LogGroup, "retentionDays" | "tags"> {
  const days = textProperty(properties, "RetentionInDays");
  return {
    retentionDays: days === undefined ? undefined : Number(days),
    tags: { ...context.tags, ...tagsProperty(properties) },
  };
}
