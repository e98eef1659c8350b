import { describe, expect, test } from "vitest";
import { mistakePlaces } from "./mistake-places.ts";
import { nearestName } from "./nearest-name.ts";

const ref = (name: string) =>
  `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`;
const attribute = (name: string, of: string) =>
  `Template error: resource ${name} does not support attribute type ${of} in Fn::GetAtt`;
const undefinedResource = (name: string) =>
  `Template error: instance of Fn::GetAtt references undefined resource ${name}`;
const condition = (name: string) =>
  `Template format error: Unresolved condition dependency ${name} in the Resources block of the template`;

const TEMPLATE = `Parameters: { Stage: { Type: String } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Jobs: { Type: AWS::SQS::Queue }
  A:
    Type: T
    Condition: IsProt
    DependsOn: [Jobs, Job]
    Properties:
      Ref: { Ref: Job }
      Short: !Ref Stagee
      Block: !Sub |
        first \${AWS::Region}
        then \${Job.Arn} and \${!Literal}
      Listed: !Sub ["\${B}", { B: !GetAtt Job.Arn }]
      Long: { "Fn::GetAtt": [Jobs, ARN] }
      Chosen: !If [IsProt, a, b]
`;

describe("places of what a text of AWS names", () => {
  test.each([
    [
      "Ref, DependsOn and Fn::Sub",
      ref("Job"),
      ["9:23 DependsOn Job", "11:19 Ref Job", "15:14 ${Job.Arn}", "16:42 !GetAtt Job.Arn"],
      "Jobs",
    ],
    ["a parameter", ref("Stagee"), ["12:19 !Ref Stagee"], "Stage"],
    ["an attribute of a resource", attribute("Jobs", "ARN"), ["17:29 Fn::GetAtt Jobs.ARN"], undefined],
    [
      "an attribute of nothing",
      undefinedResource("Job"),
      ["9:23 DependsOn Job", "11:19 Ref Job", "15:14 ${Job.Arn}", "16:42 !GetAtt Job.Arn"],
      "Jobs",
    ],
    ["a condition", condition("IsProt"), ["8:16 Condition IsProt", "18:20 !If IsProt"], "IsProd"],
    ["a name that the text does not have", ref("Elsewhere"), [], undefined],
    ["another text", "Everything is wrong.", [], undefined],
  ])("%s", (_what, message, expected, nearest) => {
    const places = mistakePlaces(TEMPLATE)(message);
    expect(places.map(({ line, column, text }) => `${line}:${column} ${text}`)).toEqual(expected);
    expect(new Set(places.map((place) => place.nearest))).toEqual(
      new Set(expected.length === 0 ? [] : [nearest]),
    );
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "a key that is called %s names nothing, and what it holds is looked at",
    (key) => {
      const places = mistakePlaces(`Resources:\n  ${key}: { Type: T, Properties: { ${key}: !Ref Job } }`)(
        ref("Job"),
      );
      expect(places.map(({ line, text }) => `${line} ${text}`)).toEqual(["2 !Ref Job"]);
    },
  );

  test("JSON has places, too; what is no YAML has none", () => {
    expect(mistakePlaces('{"Resources":{"A":{"Properties":{"B":{"Ref":"C"}}}}}')(ref("C"))).toEqual([
      { line: 1, column: 45, text: "Ref C", nearest: undefined },
    ]);
    expect(mistakePlaces("A: {")(ref("C"))).toEqual([]);
  });
});

describe("the name that was probably meant", () => {
  test.each([
    ["Job", ["Jobs", "Jobber"], "Jobs"],
    ["orders", ["Other", "Orders"], "Orders"],
    ["OrdersTabel", ["OrdersTable"], "OrdersTable"],
    ["A", ["B"], undefined],
    ["Job", ["Job"], undefined],
    ["Nothing", ["Everything"], undefined],
  ])("%s of %j: %s", (name, known, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });
});
