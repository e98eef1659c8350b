import type {
  ApiCall,
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
import { deleteRule, putRule } from "../rules/manager.ts";
import { putTargets, removeTargets } from "../rules/targets.ts";
import type { EventsContext } from "../shared/context.ts";
import { ruleExists } from "../shared/errors.ts";
import { busNameOf, DEFAULT_BUS, type RuleKey, ruleArn } from "../shared/names.ts";
import { listedTags } from "../shared/tags.ts";
import { isEnabledBy, patternOf, RULE_PROPERTIES, targetsOf } from "./rule-properties.ts";
import { tagCalls } from "./tag-calls.ts";

const LONGEST_NAME = 64;
const BETWEEN = "|";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export function ruleProvider(events: EventsContext): ResourceProvider {
  const provisioned = (key: RuleKey): ProvisionedResource => ({
    physicalId: physicalIdOf(key),
    attributes: { Arn: ruleArn(events.scope, key) },
  });
  const busOf = (properties: Properties) => busNameOf(textProperty(properties, "EventBusName"), events.scope);
  const put = (context: ResourceContext, key: RuleKey, properties: Properties): void => {
    const rule = putRule(events, {
      ...key,
      pattern: patternOf(properties),
      schedule: textProperty(properties, "ScheduleExpression"),
      isEnabled: isEnabledBy(properties),
      description: textProperty(properties, "Description"),
      tags: {},
    });
    events.rules.save({ ...rule, tags: { ...context.tags, ...tagsProperty(properties) } });
    const targets = targetsOf(properties);
    const kept = new Set(targets.map(({ Id }) => Id));
    removeTargets(
      events,
      key,
      rule.targets.map(({ Id }) => Id).filter((id) => !kept.has(id)),
    );
    putTargets(events, key, targets);
  };
  return {
    type: "AWS::Events::Rule",
    properties: RULE_PROPERTIES,
    required: [],
    replaceOn: ["EventBusName", "Name"],
    calls: (context, change) => {
      if (change.kind === "create") {
        const { properties } = change;
        const key = { bus: busOf(properties), name: nameOf(context, properties) };
        return putCalls(key, properties, { Tags: listedTags(givenTags(context.tags, properties)) });
      }
      const key = keyIn(change.physicalId);
      const present = events.rules.find(key);
      const ids = (present?.targets ?? []).map(({ Id }) => Id);
      const rule = { Rule: key.name, EventBusName: key.bus };
      const removal = (Ids: readonly string[]): readonly ApiCall[] =>
        Ids.length === 0 ? [] : [{ operation: "RemoveTargets", input: { ...rule, Ids } }];
      if (change.kind === "delete") {
        return [
          ...removal(ids),
          { operation: "DeleteRule", input: { Name: key.name, EventBusName: key.bus } },
        ];
      }
      const kept = targetsOf(change.after).map(({ Id }) => Id);
      return [
        ...putCalls(key, change.after, {}),
        ...removal(ids.filter((id) => !kept.includes(id))),
        ...tagCalls(
          ruleArn(events.scope, key),
          tagChanges(present?.tags ?? {}, givenTags(context.tags, change.after)),
        ),
      ];
    },
    create: async (context, properties) => {
      const key = { bus: busOf(properties), name: nameOf(context, properties) };
      return context.commit(() => {
        // The API changes the rule that is there; a stack does not take over what is not its own.
        if (events.rules.find(key) !== undefined) throw ruleExists(key.name, key.bus);
        put(context, key, properties);
        return provisioned(key);
      });
    },
    update: async (context, physicalId, _before, after) => {
      const key = keyIn(physicalId);
      events.transaction(() => put(context, key, after));
      return provisioned(key);
    },
    delete: async (_context, physicalId) => {
      const key = keyIn(physicalId);
      const rule = events.rules.find(key);
      if (rule === undefined) return;
      events.transaction(() => {
        removeTargets(
          events,
          key,
          rule.targets.map(({ Id }) => Id),
        );
        deleteRule(events, key);
      });
    },
  };
}

function putCalls(
  { bus: EventBusName, name }: RuleKey,
  properties: Properties,
  more: object,
): readonly ApiCall[] {
  const pattern = patternOf(properties);
  const Targets = targetsOf(properties);
  const rule = {
    Name: name,
    EventBusName,
    ...(pattern === undefined ? {} : { EventPattern: pattern }),
    ...more,
  };
  return [
    { operation: "PutRule", input: rule },
    ...(Targets.length === 0
      ? []
      : [{ operation: "PutTargets", input: { Rule: name, EventBusName, Targets } }]),
  ];
}

function nameOf(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "Name") ?? context.generateName({ maxLength: LONGEST_NAME });
}

/** Rules of the default bus are named without it. */
function physicalIdOf({ bus, name }: RuleKey): string {
  return bus === DEFAULT_BUS ? name : `${bus}${BETWEEN}${name}`;
}

function keyIn(physicalId: string): RuleKey {
  const at = physicalId.lastIndexOf(BETWEEN);
  if (at === -1) return { bus: DEFAULT_BUS, name: physicalId };
  return { bus: physicalId.slice(0, at), name: physicalId.slice(at + 1) };
}
