import type { XmlObject } from "../../wire/xml.ts";
import type { ChangeSetRecord } from "../engine/change-set-store.ts";
import type { PlannedChange, PropertyChange } from "../engine/plan.ts";
import { isoTime } from "./views.ts";

/** Members that DescribeChangeSet and ListChangeSets share. */
export function changeSetSummary(changeSet: ChangeSetRecord): XmlObject {
  return {
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    ChangeSetId: changeSet.changeSetId,
    ChangeSetName: changeSet.name,
    Description: changeSet.description,
    CreationTime: isoTime(changeSet.createdAt),
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    ExecutionStatus: changeSet.executionStatus,
    IncludeNestedStacks: false,
  };
}

export function changeView(change: PlannedChange): XmlObject {
  const modified = change.action === "Modify";
  return {
    Type: "Resource",
    ResourceChange: {
      PolicyAction: policyAction(change),
      Action: change.action,
      LogicalResourceId: change.logicalId,
      PhysicalResourceId: change.physicalId,
      ResourceType: change.type,
      Replacement: change.replacement,
      Scope: { member: modified && change.properties.length > 0 ? ["Properties"] : [] },
      Details: { member: change.properties.map(detailView) },
    },
  };
}

function policyAction(change: PlannedChange): string | undefined {
  if (change.action === "Remove") return "Delete";
  return change.replacement === "True" ? "ReplaceAndDelete" : undefined;
}

function detailView(change: PropertyChange): XmlObject {
  return {
    Target: { Attribute: "Properties", Name: change.name, RequiresRecreation: change.recreates },
    Evaluation: change.dynamic ? "Dynamic" : "Static",
    ChangeSource: change.source,
    CausingEntity: change.causingEntity,
  };
}
