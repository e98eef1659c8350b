import type {
  ApiCall,
  Properties,
  PropertySchema,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
  Value,
} from "../../../core/ports/resource-provider.ts";
import {
  givenTags,
  mapProperty,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { TopicRulePayload } from "../../../wire/models/generated/iot.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { RulesContext } from "../rules/context.ts";
import { changeRule, createRule, replaceRule } from "../rules/manager.ts";
import { ruleArn } from "../rules/rule.ts";

/** Actions that this cloud runs; the others are refused by name. */
const ACTION: PropertySchema = {
  DynamoDB: {
    TableName: true,
    RoleArn: true,
    HashKeyField: true,
    HashKeyType: true,
    HashKeyValue: true,
    RangeKeyField: true,
    RangeKeyType: true,
    RangeKeyValue: true,
    PayloadField: true,
  },
  DynamoDBv2: { PutItem: { TableName: true }, RoleArn: true },
  Lambda: { FunctionArn: true },
  Republish: { Topic: true, RoleArn: true, Qos: true },
  Sns: { TargetArn: true, RoleArn: true, MessageFormat: true },
  Sqs: { QueueUrl: true, RoleArn: true, UseBase64: true },
};

const MAX_NAME_LENGTH = 128;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iot-topicrule.html */
export function topicRuleProvider(iot: RulesContext): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => ({
    physicalId: name,
    attributes: { Arn: ruleArn(iot.scope, name) },
  });
  return {
    type: "AWS::IoT::TopicRule",
    properties: {
      RuleName: true,
      TopicRulePayload: {
        Actions: ACTION,
        AwsIotSqlVersion: true,
        Description: true,
        ErrorAction: ACTION,
        RuleDisabled: true,
        Sql: true,
      },
      Tags: { Key: true, Value: true },
    },
    required: ["TopicRulePayload"],
    replaceOn: ["RuleName"],
    calls: (context, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteTopicRule", input: { ruleName: change.physicalId } }];
      }
      if (change.kind === "create") {
        const ruleName = nameOf(context, change.properties);
        const tags = new URLSearchParams(givenTags(context.tags, change.properties)).toString();
        const input = { ruleName, tags, ...payloadOf(change.properties) };
        return [{ operation: "CreateTopicRule", input }];
      }
      const { physicalId: ruleName, after } = change;
      return [
        { operation: "ReplaceTopicRule", input: { ruleName, ...payloadOf(after) } },
        ...tagCalls(iot, ruleName, givenTags(context.tags, after)),
      ];
    },
    create: async (context, properties) => {
      const name = nameOf(context, properties);
      return context.commit(() => {
        createRule(iot, name, {
          payload: payloadOf(properties),
          tags: { ...context.tags, ...tagsProperty(properties) },
        });
        return provisioned(name);
      });
    },
    update: async (context, name, _before, after) => {
      replaceRule(iot, name, payloadOf(after));
      changeRule(iot, name, { tags: { ...context.tags, ...tagsProperty(after) } });
      return provisioned(name);
    },
    delete: async (_context, name) => iot.rules.remove(name),
  };
}

/** Whoever changes tags by a template needs what changing them needs. */
function tagCalls({ rules, scope }: RulesContext, name: string, wanted: Tags): readonly ApiCall[] {
  const had = givenTags(rules.find(name)?.tags ?? {}, {});
  const resourceArn = ruleArn(scope, name);
  const tags = Object.entries(wanted).filter(([key, value]) => had[key] !== value);
  const tagKeys = Object.keys(had).filter((key) => wanted[key] === undefined);
  return [
    ...(tags.length === 0
      ? []
      : [
          {
            operation: "TagResource",
            input: { resourceArn, tags: tags.map(([Key, Value]) => ({ Key, Value })) },
          },
        ]),
    ...(tagKeys.length === 0 ? [] : [{ operation: "UntagResource", input: { resourceArn, tagKeys } }]),
  ];
}

/** Names of rules have no dash. */
function nameOf(context: ResourceContext, properties: Properties): string {
  const given = textProperty(properties, "RuleName");
  return given ?? context.generateName({ maxLength: MAX_NAME_LENGTH }).replaceAll("-", "_");
}

function payloadOf(properties: Properties): TopicRulePayload {
  const payload = mapProperty(properties, "TopicRulePayload") ?? {};
  return apiForm(payload) as unknown as TopicRulePayload;
}

/** Members of the API begin with a small letter. */
function apiForm(value: Value): Value {
  if (Array.isArray(value)) return value.map(apiForm);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      apiForm(member),
    ]),
  );
}
