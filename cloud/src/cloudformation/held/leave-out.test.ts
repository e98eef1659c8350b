import { describe, expect, test } from "vitest";
import { deployment, harness } from "../testing/harness.ts";
import { leaveOut } from "./leave-out.ts";

const FIREWALL = { Type: "AWS::WAFv2::WebACL", Properties: { Scope: "REGIONAL" } };
const BOARD = { Type: "AWS::CloudWatch::Dashboard", Properties: { DashboardBody: "{}" } };
const TYPES = new Set(["AWS::WAFv2::WebACL"]);
const arn = { "Fn::GetAtt": ["Firewall", "Arn"] };

describe("CFN-LEFT-OUT a template without the types that are left out", () => {
  test("keeps the rest; outputs and dependencies go with what they name", () => {
    const { template, leftOut, problems } = leaveOut(
      {
        Resources: {
          Firewall: FIREWALL,
          Board: { ...BOARD, DependsOn: "Firewall" },
          Second: { ...BOARD, DependsOn: ["Firewall", "Board"] },
        },
        Outputs: { Firewall: { Value: arn }, Board: { Value: { Ref: "Board" } } },
      },
      TYPES,
    );
    expect(template).toEqual({
      Resources: { Board: BOARD, Second: { ...BOARD, DependsOn: ["Board"] } },
      Outputs: { Board: { Value: { Ref: "Board" } } },
    });
    expect(leftOut).toEqual([
      { logicalId: "Firewall", type: "AWS::WAFv2::WebACL", guards: "filters requests" },
    ]);
    expect(problems).toEqual([]);
  });

  test("the same template where there is nothing of these types", () => {
    const template = { Resources: { Board: BOARD } };
    expect(leaveOut(template, TYPES)).toEqual({ template, leftOut: [], problems: [] });
  });

  test("of what is held the part goes that names it", () => {
    const Site = {
      Type: "AWS::CloudFront::Distribution",
      Properties: {
        DistributionConfig: { Enabled: true, WebACLId: arn, Aliases: ["a", { "Fn::Sub": "${Firewall}" }] },
      },
    };
    const { template, problems } = leaveOut({ Resources: { Firewall: FIREWALL, Site } }, TYPES);
    expect(template["Resources"]).toEqual({
      Site: { ...Site, Properties: { DistributionConfig: { Enabled: true, Aliases: ["a"] } } },
    });
    expect(problems).toEqual([]);
  });

  test.each([
    ["Ref", { Ref: "Firewall" }],
    ["Fn::GetAtt", arn],
    ["Fn::Sub", { "Fn::Sub": "x-${Firewall.Arn}" }],
    ["Fn::Join", { "Fn::Join": ["-", ["a", { Ref: "Firewall" }]] }],
  ])("what is served must not name it: %s", (_function, value) => {
    const Worker = {
      Type: "AWS::Lambda::Function",
      Properties: { Environment: { Variables: { A: value } } },
    };
    const { problems } = leaveOut({ Resources: { Firewall: FIREWALL, Worker } }, TYPES);
    expect(problems).toEqual([
      {
        logicalId: "Worker",
        path: "Resources/Worker/Properties/Environment/Variables/A",
        what: "refers to Firewall, which is left out",
      },
    ]);
  });
});

describe("CFN-LEFT-OUT stacks", () => {
  const template = { Resources: { Firewall: FIREWALL, Board: BOARD } };

  test("a type that guards access is refused by name; left out, the stack says so as long as it stands", async () => {
    const strict = harness();
    await expect(strict.engine.deploy(deployment(template))).rejects.toThrow(
      "[Resources/Firewall: resource type AWS::WAFv2::WebACL (filters requests)]",
    );
    expect(strict.engine.list()).toEqual([]);

    const lax = harness({ leaveOut: TYPES });
    await lax.engine.deploy(deployment(template));
    const [stack] = lax.restarted().engine.list();
    expect(stack?.resources.map(({ logicalId }) => logicalId)).toEqual(["Board"]);
    expect(stack?.leftOut).toEqual([
      { logicalId: "Firewall", type: "AWS::WAFv2::WebACL", guards: "filters requests" },
    ]);
  });

  test("what a condition leaves out anyway is not told", async () => {
    const lax = harness({ leaveOut: TYPES });
    const Conditions = { Never: { "Fn::Equals": ["a", "b"] } };
    const Firewall = { ...FIREWALL, Condition: "Never" };
    await lax.engine.deploy(deployment({ Conditions, Resources: { Board: BOARD, Firewall } }));
    expect(lax.engine.list().map(({ leftOut }) => leftOut)).toEqual([[]]);
  });

  test("without the flag the next deployment refuses it again", async () => {
    const lax = harness({ leaveOut: TYPES });
    await lax.engine.deploy(deployment(template));
    const strict = harness({ database: lax.database });
    await expect(strict.engine.deploy(deployment(template))).rejects.toThrow("AWS::WAFv2::WebACL");
  });

  test("what is served and names it is refused, and nothing is made", async () => {
    const lax = harness({ leaveOut: TYPES });
    const Thing = { Type: "Test::Fake::Thing", Properties: { Name: { Ref: "Firewall" } } };
    await expect(
      lax.engine.deploy(deployment({ Resources: { ...template.Resources, Thing } })),
    ).rejects.toThrow(
      "nothing was changed: [Resources/Thing/Properties/Name: refers to Firewall, which is left out]",
    );
    expect(lax.engine.list()).toEqual([]);
  });
});
