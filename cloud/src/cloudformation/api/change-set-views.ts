import type { XmlObject } from "../../wire/xml.ts";
import type { ChangeSetRecord } from "../engine/change-set-store.ts";
import type { AttributeChange, PlannedChange, PropertyChange } from "../engine/plan.ts";
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
  const hasProperties = change.properties.length > 0;
  return {
    Type: "Resource",
    ResourceChange: {
      PolicyAction: policyAction(change),
      Action: change.action,
      LogicalResourceId: change.logicalId,
      PhysicalResourceId: change.physicalId,
      ResourceType: change.type,
      Replacement: change.replacement,
      Scope: { member: [...(hasProperties ? ["Properties"] : []), ...change.attributes] },
      Details: { member: [...change.properties.map(propertyView), ...change.attributes.map(attributeView)] },
    },
  };
}

/** What becomes of the physical resource that is there. */
function policyAction({ action, replacement, retained }: PlannedChange): string | undefined {
  if (action === "Remove") return retained ? "Retain" : "Delete";
  if (replacement !== "True") return undefined;
  return retained ? "ReplaceAndRetain" : "ReplaceAndDelete";
}

function attributeView(attribute: AttributeChange): XmlObject {
  return {
    Target: { Attribute: attribute, RequiresRecreation: "Never" },
    Evaluation: "Static",
    ChangeSource: "DirectModification",
  };
}

function propertyView(change: PropertyChange): XmlObject {
  return {
    Target: { Attribute: "Properties", Name: change.name, RequiresRecreation: change.recreates },
    Evaluation: change.dynamic ? "Dynamic" : "Static",
    ChangeSource: change.source,
    CausingEntity: change.causingEntity,
  };
}
