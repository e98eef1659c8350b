import { describe, expect, test } from "vitest";
import { unservedLines } from "./unserved.ts";

const alarm = (logicalId: string) => ({ logicalId, type: "AWS::CloudWatch::Alarm", why: "never evaluated" });
const VPC = { type: "AWS::Lambda::Function", property: "VpcConfig", why: "no network" };

describe("what of a stack is not served", () => {
  test("the same reason is one line with a few of the names; another is another", () => {
    const held = [
      alarm("A"),
      { logicalId: "Site", type: "AWS::CloudFront::Distribution", why: "nothing passes" },
      ...["B", "C", "D", "E", "F"].map(alarm),
      { ...VPC, logicalId: "Orders" },
      { ...VPC, logicalId: "Lamps" },
      { ...VPC, logicalId: "Doors", why: "another reason" },
    ];
    expect(
      unservedLines(held, [{ logicalId: "Wall", type: "AWS::WAFv2::WebACL", guards: "filters" }]),
    ).toEqual([
      "  held, not served: 6 AWS::CloudWatch::Alarm (A, B, C, D and 2 more): never evaluated",
      "  held, not served: Site (AWS::CloudFront::Distribution): nothing passes",
      "  held, not served: VpcConfig of 2 AWS::Lambda::Function (Orders, Lamps): no network",
      "  held, not served: VpcConfig of Doors (AWS::Lambda::Function): another reason",
      "  left out: Wall (AWS::WAFv2::WebACL): it filters, and nothing here does",
    ]);
    expect(unservedLines([], [])).toEqual([]);
  });
});
