import type { Question } from "../../../core/ports/authorization.ts";
import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  givenTags,
  tagChanges,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import { validationMessage } from "../../../wire/models/constraints.ts";
import { requestTags, tagKeys } from "../../../wire/tag-keys.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { invalidParameter } from "../log-groups/errors.ts";
import { LOG_GROUP_NAME, type LogGroup, logGroupArn } from "../log-groups/log-group.ts";
import { changeLogGroup, createLogGroup, deleteLogGroup, findLogGroup } from "../log-groups/manager.ts";

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
    calls: (context, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteLogGroup", input: { logGroupName: change.physicalId } }];
      }
      const properties = change.kind === "create" ? change.properties : change.after;
      const name = change.kind === "create" ? nameOf(context, properties) : change.physicalId;
      const given = givenTags(context.tags, properties);
      const isKept = properties["RetentionInDays"] === undefined;
      const hadRetention = change.kind === "update" && change.before["RetentionInDays"] !== undefined;
      return [
        ...(change.kind === "create"
          ? [{ operation: "CreateLogGroup", input: { logGroupName: name, tags: given } }]
          : tagQuestions(logs, name, given)),
        ...(isKept ? [] : [{ operation: "PutRetentionPolicy", input: { logGroupName: name } }]),
        ...(isKept && hadRetention
          ? [{ operation: "DeleteRetentionPolicy", input: { logGroupName: name } }]
          : []),
      ];
    },
    create: async (context, properties) => {
      const name = nameOf(context, properties);
      const message = validationMessage({ logGroupName: LOG_GROUP_NAME }, { logGroupName: name });
      if (message !== undefined) throw invalidParameter(message);
      const settings = settingsOf(context, properties);
      return context.commit(() => {
        createLogGroup(logs, name, settings);
        return provisioned(name);
      });
    },
    update: async (context, name, before, after) => {
      const { retentionDays, tags } = settingsOf(context, after);
      // CFN-ASKED: nobody was asked about a retention that no template says.
      const isSaid = [before, after].some((properties) => properties["RetentionInDays"] !== undefined);
      changeLogGroup(logs, name, isSaid ? { retentionDays, tags } : { tags });
      return provisioned(name);
    },
    delete: async (_context, name) => {
      if (findLogGroup(logs, name) !== undefined) deleteLogGroup(logs, name);
    },
  };
}

/** CFN-ASKED: tags are given and taken under the rights for that. */
function tagQuestions(logs: LogsContext, name: string, wanted: LogGroup["tags"]): readonly Question[] {
  const resource = logGroupArn(logs.scope, name);
  const { tags, keys } = tagChanges(findLogGroup(logs, name)?.tags ?? {}, wanted);
  return [
    ...(Object.keys(tags).length === 0
      ? []
      : [{ action: "logs:TagResource", resource, context: requestTags(tags) }]),
    ...(keys.length === 0 ? [] : [{ action: "logs:UntagResource", resource, context: tagKeys(keys) }]),
  ];
}

function nameOf(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "LogGroupName") ?? context.generateName({ maxLength: MAX_NAME_LENGTH });
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
