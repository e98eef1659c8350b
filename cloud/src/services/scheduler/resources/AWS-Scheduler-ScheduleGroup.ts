import type { ProvisionedResource, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import {
  givenTags,
  tagChanges,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import { describedGroup } from "../groups/describe.ts";
import { createGroup, deleteGroup, requireGroup, saveTags } from "../groups/manager.ts";
import { listedTags } from "../groups/tagged.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { groupArn } from "../shared/names.ts";

const LONGEST_NAME = 64;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedulegroup.html */
export function scheduleGroupProvider(scheduler: SchedulerContext): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => {
    const { Arn, State } = describedGroup(scheduler.scope, requireGroup(scheduler, name));
    const dates = requireGroup(scheduler, name);
    return {
      physicalId: name,
      attributes: {
        Arn,
        State,
        CreationDate: isoDate(dates.createdAt),
        LastModificationDate: isoDate(dates.modifiedAt),
      },
    };
  };
  return {
    type: "AWS::Scheduler::ScheduleGroup",
    properties: { Name: true, Tags: { Key: true, Value: true } },
    required: [],
    replaceOn: ["Name"],
    calls: (context, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteScheduleGroup", input: { Name: change.physicalId } }];
      }
      if (change.kind === "create") {
        const { properties } = change;
        const Name = textProperty(properties, "Name") ?? context.generateName({ maxLength: LONGEST_NAME });
        const Tags = listedTags(givenTags(context.tags, properties));
        return [{ operation: "CreateScheduleGroup", input: { Name, Tags } }];
      }
      const ResourceArn = groupArn(scheduler.scope, change.physicalId);
      const present = scheduler.groups.find(change.physicalId)?.tags ?? {};
      const { tags, keys } = tagChanges(present, givenTags(context.tags, change.after));
      const Tags = listedTags(tags);
      return [
        ...(Tags.length === 0 ? [] : [{ operation: "TagResource", input: { ResourceArn, Tags } }]),
        ...(keys.length === 0 ? [] : [{ operation: "UntagResource", input: { ResourceArn, TagKeys: keys } }]),
      ];
    },
    create: async (context, properties) => {
      const name = textProperty(properties, "Name") ?? context.generateName({ maxLength: LONGEST_NAME });
      return context.commit(() => {
        const tags = { ...context.tags, ...tagsProperty(properties) };
        createGroup(scheduler, { name, tags, clientToken: undefined });
        return provisioned(name);
      });
    },
    update: async (context, name, _before, after) => {
      saveTags(scheduler, requireGroup(scheduler, name), { ...context.tags, ...tagsProperty(after) });
      return provisioned(name);
    },
    delete: async (_context, name) => {
      if (scheduler.groups.find(name) !== undefined) deleteGroup(scheduler, name);
    },
  };
}

function isoDate(epochMs: number | undefined): string {
  return epochMs === undefined ? "" : new Date(epochMs).toISOString();
}
