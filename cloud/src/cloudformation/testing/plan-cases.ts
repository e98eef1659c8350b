import type { AttributeChange, PlannedChange, PropertyChange } from "../engine/plan.ts";
import { THING } from "./chain.ts";

export const thing = (properties: object = {}, more: object = {}) => ({
  Type: THING,
  Properties: properties,
  ...more,
});

export interface PlanCase {
  readonly what: string;
  /** Resources that are there. */
  readonly before: object;
  readonly after: object;
  /** Members of the template beside its resources, before and after. */
  readonly more?: object;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tagsChanged?: boolean;
  readonly changes: readonly PlannedChange[];
}

const NONE = { properties: [], attributes: [], retained: false } as const;

export const added = (logicalId: string): PlannedChange => ({
  ...NONE,
  action: "Add",
  logicalId,
  type: THING,
  physicalId: undefined,
  replacement: undefined,
});

export const removed = (logicalId: string, retained = false): PlannedChange => ({
  ...NONE,
  action: "Remove",
  logicalId,
  type: THING,
  physicalId: `${logicalId}-1`,
  replacement: undefined,
  retained,
});

interface Modification {
  readonly replacement?: "True" | "False" | "Conditional";
  readonly properties?: readonly PropertyChange[];
  readonly attributes?: readonly AttributeChange[];
  readonly retained?: boolean;
}

export const modified = (logicalId: string, modification: Modification): PlannedChange => ({
  ...NONE,
  action: "Modify",
  logicalId,
  type: THING,
  physicalId: `${logicalId}-1`,
  replacement: "False",
  ...modification,
});

export const property = (name: string, change: Partial<PropertyChange> = {}): PropertyChange => ({
  name,
  recreates: "Never",
  dynamic: false,
  causingEntity: undefined,
  source: "DirectModification",
  ...change,
});

const ALWAYS = { recreates: "Always" } as const;
const byResource = (causingEntity: string) =>
  ({ dynamic: true, source: "ResourceReference", causingEntity }) as const;
const byAttribute = (causingEntity: string) =>
  ({ dynamic: true, source: "ResourceAttribute", causingEntity }) as const;
const byParameter = (causingEntity: string) => ({ source: "ParameterReference", causingEntity }) as const;

const PARAMETER = { Parameters: { P: { Type: "String", Default: "old" } } };
const CONDITION = {
  Parameters: { P: { Type: "String", Default: "old" } },
  Conditions: { IsOld: { "Fn::Equals": [{ Ref: "P" }, "old"] } },
};
const replacedA = modified("A", { replacement: "True", properties: [property("Fixed", ALWAYS)] });

/** Templates before and after, and what an update of the one to the other would change. */
export const PLAN_CASES: readonly PlanCase[] = [
  {
    what: "nothing, when nothing is different",
    before: { A: thing({ Value: "1" }) },
    after: { A: thing({ Value: "1" }) },
    changes: [],
  },
  {
    what: "nothing, when members of maps are in another order",
    before: { A: thing({ Map: { Known: "1", Free: { x: 1, y: 2 } } }) },
    after: { A: thing({ Map: { Free: { y: 2, x: 1 }, Known: "1" } }) },
    changes: [],
  },
  {
    what: "nothing, when a value is written in another way",
    before: { A: thing({ Value: "a-b" }) },
    after: { A: thing({ Value: { "Fn::Join": ["-", ["a", "b"]] } }) },
    changes: [],
  },
  {
    what: "nothing, when only the order of creation is different",
    before: { A: thing(), B: thing() },
    after: { A: thing({}, { DependsOn: "B" }), B: thing() },
    changes: [],
  },
  { what: "an addition", before: { A: thing() }, after: { A: thing(), B: thing() }, changes: [added("B")] },
  { what: "a removal", before: { A: thing(), B: thing() }, after: { A: thing() }, changes: [removed("B")] },
  {
    what: "a removal that keeps the physical resource",
    before: { A: thing(), B: thing({}, { DeletionPolicy: "Retain" }) },
    after: { A: thing() },
    changes: [removed("B", true)],
  },
  {
    what: "additions in order of creation, removals last",
    before: { A: thing(), Z: thing() },
    after: { C: thing({ Value: { Ref: "B" } }), B: thing(), A: thing({ Value: "2" }) },
    changes: [added("B"), added("C"), modified("A", { properties: [property("Value")] }), removed("Z")],
  },
  {
    what: "a property that changes",
    before: { A: thing({ Value: "1" }) },
    after: { A: thing({ Value: "2" }) },
    changes: [modified("A", { properties: [property("Value")] })],
  },
  {
    what: "a property that comes and one that goes",
    before: { A: thing({ Name: "n" }) },
    after: { A: thing({ Value: "v" }) },
    changes: [modified("A", { properties: [property("Name"), property("Value")] })],
  },
  {
    what: "the order of a list",
    before: { A: thing({ List: ["a", "b"] }) },
    after: { A: thing({ List: ["b", "a"] }) },
    changes: [modified("A", { properties: [property("List")] })],
  },
  {
    what: "a number instead of a string",
    before: { A: thing({ Value: "1" }) },
    after: { A: thing({ Value: 1 }) },
    changes: [modified("A", { properties: [property("Value")] })],
  },
  {
    what: "a replacement, and a reference that follows",
    before: { A: thing({ Fixed: "1" }), B: thing({ Value: { Ref: "A" } }) },
    after: { A: thing({ Fixed: "2" }), B: thing({ Value: { Ref: "A" } }) },
    changes: [replacedA, modified("B", { properties: [property("Value", byResource("A"))] })],
  },
  {
    what: "a replacement, and an attribute that follows",
    before: { A: thing({ Fixed: "1" }), B: thing({ Value: { "Fn::GetAtt": ["A", "Arn"] } }) },
    after: { A: thing({ Fixed: "2" }), B: thing({ Value: { "Fn::GetAtt": ["A", "Arn"] } }) },
    changes: [replacedA, modified("B", { properties: [property("Value", byAttribute("A.Arn"))] })],
  },
  {
    what: "a replacement, and a text with an attribute that follows",
    before: { A: thing({ Fixed: "1" }), B: thing({ Value: { "Fn::Sub": "x-${A.Arn}" } }) },
    after: { A: thing({ Fixed: "2" }), B: thing({ Value: { "Fn::Sub": "x-${A.Arn}" } }) },
    changes: [replacedA, modified("B", { properties: [property("Value", byAttribute("A.Arn"))] })],
  },
  {
    what: "a replacement, and one that may follow from it",
    before: { A: thing({ Fixed: "1" }), B: thing({ Fixed: { Ref: "A" } }) },
    after: { A: thing({ Fixed: "2" }), B: thing({ Fixed: { Ref: "A" } }) },
    changes: [
      replacedA,
      modified("B", {
        replacement: "Conditional",
        properties: [property("Fixed", { ...ALWAYS, ...byResource("A") })],
      }),
    ],
  },
  {
    what: "what may follow from a replacement that is not certain",
    before: {
      A: thing({ Fixed: "1" }),
      B: thing({ Fixed: { Ref: "A" } }),
      C: thing({ Value: { Ref: "B" } }),
    },
    after: { A: thing({ Fixed: "2" }), B: thing({ Fixed: { Ref: "A" } }), C: thing({ Value: { Ref: "B" } }) },
    changes: [
      replacedA,
      modified("B", {
        replacement: "Conditional",
        properties: [property("Fixed", { ...ALWAYS, ...byResource("A") })],
      }),
      modified("C", { properties: [property("Value", byResource("B"))] }),
    ],
  },
  {
    what: "no more than the change in place, where the other refers to it",
    before: { A: thing({ Value: "1" }), B: thing({ Value: { Ref: "A" } }) },
    after: { A: thing({ Value: "2" }), B: thing({ Value: { Ref: "A" } }) },
    changes: [modified("A", { properties: [property("Value")] })],
  },
  {
    what: "a reference to what is added",
    before: { A: thing({ Value: "1" }) },
    after: { A: thing({ Value: { Ref: "B" } }), B: thing() },
    changes: [added("B"), modified("A", { properties: [property("Value", byResource("B"))] })],
  },
  {
    what: "a function that cannot work on what is not known yet",
    before: { A: thing({ Value: "1" }) },
    after: { A: thing({ Value: { "Fn::Select": [1, { "Fn::GetAtt": ["B", "Arn"] }] } }), B: thing() },
    changes: [added("B"), modified("A", { properties: [property("Value", byAttribute("B.Arn"))] })],
  },
  {
    what: "a parameter with another value",
    before: { A: thing({ Value: { Ref: "P" } }) },
    after: { A: thing({ Value: { Ref: "P" } }) },
    more: PARAMETER,
    parameters: { P: "new" },
    changes: [modified("A", { properties: [property("Value", byParameter("P"))] })],
  },
  {
    what: "a parameter that replaces",
    before: { A: thing({ Fixed: { "Fn::Sub": "${P}" } }) },
    after: { A: thing({ Fixed: { "Fn::Sub": "${P}" } }) },
    more: PARAMETER,
    parameters: { P: "new" },
    changes: [
      modified("A", {
        replacement: "True",
        properties: [property("Fixed", { ...ALWAYS, ...byParameter("P") })],
      }),
    ],
  },
  {
    what: "what a condition takes away and what it brings",
    before: { A: thing({}, { Condition: "IsOld" }), B: thing({ Value: { "Fn::If": ["IsOld", "1", "2"] } }) },
    after: { A: thing({}, { Condition: "IsOld" }), B: thing({ Value: { "Fn::If": ["IsOld", "1", "2"] } }) },
    more: CONDITION,
    parameters: { P: "new" },
    changes: [modified("B", { properties: [property("Value")] }), removed("A")],
  },
  {
    what: "a property that a condition takes away",
    before: { A: thing({ Value: { "Fn::If": ["IsOld", "1", { Ref: "AWS::NoValue" }] } }) },
    after: { A: thing({ Value: { "Fn::If": ["IsOld", "1", { Ref: "AWS::NoValue" }] } }) },
    more: CONDITION,
    parameters: { P: "new" },
    changes: [modified("A", { properties: [property("Value")] })],
  },
  ...(
    [
      ["DeletionPolicy", { DeletionPolicy: "Retain" }],
      ["UpdateReplacePolicy", { UpdateReplacePolicy: "Retain" }],
      ["Metadata", { Metadata: { a: 1 } }],
    ] as const
  ).flatMap(([attribute, more]): PlanCase[] => [
    {
      what: `${attribute} that comes`,
      before: { A: thing() },
      after: { A: thing({}, more) },
      changes: [modified("A", { attributes: [attribute] })],
    },
    {
      what: `${attribute} that goes`,
      before: { A: thing({}, more) },
      after: { A: thing() },
      changes: [modified("A", { attributes: [attribute] })],
    },
    {
      what: `nothing, when ${attribute} stays`,
      before: { A: thing({}, more) },
      after: { A: thing({}, more) },
      changes: [],
    },
  ]),
  {
    what: "tags, on every resource",
    before: { A: thing(), B: thing() },
    after: { A: thing(), B: thing({ Value: "1" }), C: thing() },
    tagsChanged: true,
    changes: [
      modified("A", { attributes: ["Tags"] }),
      modified("B", { properties: [property("Value")], attributes: ["Tags"] }),
      added("C"),
    ],
  },
  {
    what: "a replacement that keeps the old one, by the policy that is new",
    before: { A: thing({ Fixed: "1" }) },
    after: { A: thing({ Fixed: "2" }, { UpdateReplacePolicy: "Retain" }) },
    changes: [
      modified("A", {
        replacement: "True",
        properties: [property("Fixed", ALWAYS)],
        attributes: ["UpdateReplacePolicy"],
        retained: true,
      }),
    ],
  },
  {
    what: "a replacement that keeps nothing, by the policy that is new",
    before: { A: thing({ Fixed: "1" }, { UpdateReplacePolicy: "Retain" }) },
    after: { A: thing({ Fixed: "2" }) },
    changes: [
      modified("A", {
        replacement: "True",
        properties: [property("Fixed", ALWAYS)],
        attributes: ["UpdateReplacePolicy"],
      }),
    ],
  },
];
