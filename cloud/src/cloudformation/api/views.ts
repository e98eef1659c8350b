import type { XmlObject } from "../../wire/xml.ts";
import type { ResourceRecord, Revision, StackEvent, StackRecord } from "../engine/records.ts";

export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function tagMembers(tags: Readonly<Record<string, string>>): XmlObject {
  return { member: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

export function parameterMembers(
  parameters: Readonly<Record<string, string>>,
  {
    noEcho,
    resolved = {},
  }: { readonly noEcho: readonly string[]; readonly resolved?: Readonly<Record<string, string>> | undefined },
): XmlObject | undefined {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return undefined;
  return {
    member: entries.map(([name, value]) => ({
      ParameterKey: name,
      // Values of NoEcho parameters never leave the engine [CFN-NOECHO].
      ParameterValue: noEcho.includes(name) ? "****" : value,
      ResolvedValue: noEcho.includes(name) ? undefined : resolved[name],
    })),
  };
}

/** One stack of DescribeStacks. */
export function stackView(stack: StackRecord, revision: Revision | undefined): XmlObject {
  const deleted = stack.status === "DELETE_COMPLETE";
  return {
    StackId: stack.stackId,
    StackName: stack.name,
    ChangeSetId: revision?.changeSetId,
    Description: revision?.description,
    Parameters: parameterMembers(revision?.parameters ?? {}, {
      noEcho: revision?.noEchoParameters ?? [],
      resolved: revision?.resolvedParameters,
    }),
    CreationTime: isoTime(stack.createdAt),
    DeletionTime: stack.deletedAt === undefined ? undefined : isoTime(stack.deletedAt),
    LastUpdatedTime: stack.updatedAt === undefined ? undefined : isoTime(stack.updatedAt),
    RoleARN: stack.roleArn,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.onFailure === "DO_NOTHING",
    NotificationARNs: {},
    TimeoutInMinutes: stack.timeout?.minutes,
    Capabilities: { member: revision?.capabilities ?? [] },
    Outputs: outputMembers(stack),
    Tags: tagMembers(revision?.tags ?? {}),
    EnableTerminationProtection: deleted ? undefined : stack.terminationProtection,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}

function outputMembers({ outputs }: StackRecord): XmlObject | undefined {
  if (outputs.length === 0) return undefined;
  return {
    member: outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
  };
}

export function eventView(event: StackEvent): XmlObject {
  return {
    StackId: event.stackId,
    EventId: event.eventId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: isoTime(event.timestamp),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
  };
}

/** Members all views of a resource share. */
export function resourceView(resource: ResourceRecord): XmlObject {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
  };
}
