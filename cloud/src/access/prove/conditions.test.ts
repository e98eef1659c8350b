import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningCloud } from "../../library/running-cloud.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { computeMatrix } from "../compute/compute-matrix.ts";
import { openStack } from "../testing/open-stack.ts";

/** Two ways in, one of which asks for two things, a third that asks for more than the second; two that close. */
const TEMPLATE = `
Resources:
  Papers:
    Type: AWS::S3::Bucket
    Properties: { PublicAccessBlockConfiguration: { BlockPublicPolicy: false, RestrictPublicBuckets: false } }
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Papers
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          # Who may list is told that an object is not there.
          - { Effect: Allow, Principal: "*", Action: s3:ListBucket, Resource: !GetAtt Papers.Arn }
          - Effect: Allow
            Principal: "*"
            Action: s3:GetObject
            Resource: !Sub \${Papers.Arn}/*
            Condition: { StringEquals: { aws:UserAgent: reader, aws:Referer: https://shop.example/ } }
          - { Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: !Sub "\${Papers.Arn}/*", Condition: { StringEquals: { aws:UserAgent: [printer, press] } } }
          - Effect: Allow
            Principal: "*"
            Action: s3:GetObject
            Resource: !Sub \${Papers.Arn}/*
            Condition: { StringEquals: { aws:UserAgent: [printer, press], aws:Referer: https://shop.example/ } }
          - { Effect: Deny, Principal: "*", Action: s3:GetObject, Resource: !Sub "\${Papers.Arn}/*", Condition: { StringEquals: { aws:Referer: https://evil.example/ } } }
          - Effect: Deny
            Principal: "*"
            Action: s3:GetObject
            Resource: !Sub \${Papers.Arn}/*
            Condition: { StringEquals: { aws:UserAgent: press, aws:Referer: https://shop.example/ } }
Outputs:
  Bucket: { Value: !Ref Papers }
`;

let running: RunningCloud;
let client: CloudClient;
beforeAll(async () => {
  ({ running, client } = await openStack(TEMPLATE));
});
afterAll(() => running.close());

describe("a cell that hangs on conditions", () => {
  test("ACCESS-4 tells every way in, and every Deny", async () => {
    const { sections } = await computeMatrix({ client, region: running.region });
    const rows = sections.flatMap((section) => section.rows.map(({ row }) => row));
    const read = rows.filter(({ key }) => /s3:GetObject\b/.test(key));
    expect(read.map(({ cells }) => cells["anonymous"]?.sentence)).toEqual([
      "(StringEquals aws:Referer = https://shop.example/ and StringEquals aws:UserAgent = reader; " +
        "or StringEquals aws:UserAgent = press or printer)" +
        " and not (StringEquals aws:Referer = https://shop.example/ and StringEquals aws:UserAgent = press)" +
        " and not StringEquals aws:Referer = https://evil.example/",
    ]);
  });

  const [shop, evil, none] = ["https://shop.example/", "https://evil.example/", undefined];
  test.each([
    ["reader", shop, "in"],
    ["reader", none, "out"],
    ["printer", none, "in"],
    ["printer", shop, "in"],
    ["printer", evil, "out"],
    ["press", none, "in"],
    ["press", shop, "out"],
    ["other", shop, "out"],
  ] as const)("a call by %s, come from %s, is %s, as the cell says", async (userAgent, referer, door) => {
    const { status } = await fetch(`${running.endpoint}/${running.outputs()["Bucket"]}/none`, {
      headers: { "user-agent": userAgent, ...(referer === undefined ? {} : { referer }) },
    });
    expect(status).toBe(door === "in" ? 404 : 403);
  });
});
