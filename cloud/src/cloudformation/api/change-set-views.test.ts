import { expect, test } from "vitest";
import type { PlannedChange } from "../engine/plan.ts";
import { THING } from "../testing/chain.ts";
import { added, modified, property, removed } from "../testing/plan-cases.ts";
import { changeView } from "./change-set-views.ts";

const fixed = property("Fixed", { recreates: "Always" });
const target = (name: string, recreation: string) => ({
  Attribute: "Properties",
  Name: name,
  RequiresRecreation: recreation,
});
const attribute = (name: string) => ({
  Target: { Attribute: name, RequiresRecreation: "Never" },
  Evaluation: "Static",
  ChangeSource: "DirectModification",
});

/** What DescribeChangeSet shows of a change, but for its ids and type. */
const CASES: readonly (readonly [string, PlannedChange, object])[] = [
  ["an addition", added("A"), { Action: "Add", Scope: [], Details: [] }],
  ["a removal", removed("A"), { Action: "Remove", PolicyAction: "Delete", Scope: [], Details: [] }],
  [
    "a removal that retains",
    removed("A", true),
    { Action: "Remove", PolicyAction: "Retain", Scope: [], Details: [] },
  ],
  [
    "a change in place",
    modified("A", { properties: [property("Value")] }),
    {
      Action: "Modify",
      Replacement: "False",
      Scope: ["Properties"],
      Details: [
        { Target: target("Value", "Never"), Evaluation: "Static", ChangeSource: "DirectModification" },
      ],
    },
  ],
  [
    "a replacement",
    modified("A", { replacement: "True", properties: [fixed] }),
    {
      Action: "Modify",
      Replacement: "True",
      PolicyAction: "ReplaceAndDelete",
      Scope: ["Properties"],
      Details: [
        { Target: target("Fixed", "Always"), Evaluation: "Static", ChangeSource: "DirectModification" },
      ],
    },
  ],
  [
    "a replacement that retains",
    modified("A", { replacement: "True", properties: [fixed], retained: true }),
    expect.objectContaining({ Replacement: "True", PolicyAction: "ReplaceAndRetain" }),
  ],
  [
    "a replacement that is not certain",
    modified("A", {
      replacement: "Conditional",
      properties: [{ ...fixed, dynamic: true, source: "ResourceAttribute", causingEntity: "B.Arn" }],
    }),
    {
      Action: "Modify",
      Replacement: "Conditional",
      Scope: ["Properties"],
      Details: [
        {
          Target: target("Fixed", "Always"),
          Evaluation: "Dynamic",
          ChangeSource: "ResourceAttribute",
          CausingEntity: "B.Arn",
        },
      ],
    },
  ],
  [
    "a parameter's change",
    modified("A", { properties: [property("Value", { source: "ParameterReference", causingEntity: "P" })] }),
    expect.objectContaining({
      Details: [expect.objectContaining({ ChangeSource: "ParameterReference", CausingEntity: "P" })],
    }),
  ],
  [
    "tags",
    modified("A", { attributes: ["Tags"] }),
    { Action: "Modify", Replacement: "False", Scope: ["Tags"], Details: [attribute("Tags")] },
  ],
  [
    "properties, a policy and metadata at once",
    modified("A", { properties: [property("Value")], attributes: ["DeletionPolicy", "Metadata"] }),
    {
      Action: "Modify",
      Replacement: "False",
      Scope: ["Properties", "DeletionPolicy", "Metadata"],
      Details: [
        { Target: target("Value", "Never"), Evaluation: "Static", ChangeSource: "DirectModification" },
        attribute("DeletionPolicy"),
        attribute("Metadata"),
      ],
    },
  ],
];

test.each(CASES)("DescribeChangeSet shows %s", (_what, change, shown) => {
  const { Type: type, ResourceChange: view } = changeView(change) as {
    Type: string;
    ResourceChange: Record<string, unknown>;
  };
  const { LogicalResourceId, PhysicalResourceId, ResourceType, Scope, Details, ...rest } = view;
  const members = (list: unknown) => (list as { member: unknown[] }).member;
  expect([type, LogicalResourceId, PhysicalResourceId, ResourceType]).toEqual([
    "Resource",
    "A",
    change.action === "Add" ? undefined : "A-1",
    THING,
  ]);
  expect({ ...rest, Scope: members(Scope), Details: members(Details) }).toEqual(shown);
});
