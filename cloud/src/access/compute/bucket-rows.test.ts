import { describe, expect, test } from "vitest";
import type { DeployedBucket } from "../deployment/deployment.ts";
import { columnsFor, deploymentOf, policyOf, roleOf } from "../testing/deployment.ts";
import { plannedSections } from "./compute-matrix.ts";
import { outsideColumns } from "./outside-columns.ts";

const ARN = "arn:aws:s3:::shop-pictures-x1";
const ROLE = "role@shop/OrderFunctionRole";

function rowsOf(statements: readonly object[], role = roleOf([])) {
  const bucket: DeployedBucket = {
    name: "shop-pictures-x1",
    place: "shop/Pictures",
    policy: statements.length === 0 ? undefined : policyOf(statements),
    restrictsPublic: true,
    isPublic: false,
  };
  const deployment = deploymentOf({ buckets: [bucket], roles: [role] });
  const columns = [...columnsFor(deployment), ...outsideColumns(deployment)];
  const rows = plannedSections({ deployment, columns, said: {} }).flatMap((section) => section.rows);
  return Object.fromEntries(rows.map(({ row }) => [row.key, row]));
}

describe("ACCESS-11 services at a bucket", () => {
  const site = (Condition: object) => ({
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: `${ARN}/site/*`,
    Condition,
  });
  const DISTRIBUTION = "arn:aws:cloudfront::111122223333:distribution/E1";
  const SHOWN = "cloudfront:account 111122223333 distribution/E1";

  test.each([
    ["the thing that the policy names", { StringEquals: { "AWS:SourceArn": DISTRIBUTION } }, SHOWN],
    [
      "the account that it names",
      { StringEquals: { "AWS:SourceAccount": "111122223333" } },
      "account 111122223333",
    ],
  ])("only for %s", (_what, condition, name) => {
    const cells = rowsOf([site(condition)])["shop/Pictures s3:GetObject /site/*"]?.cells;

    expect(cells?.["service@cloudfront.amazonaws.com"]).toMatchObject({
      verdict: "only-if",
      reason: "for-source",
      sentence: `for ${name}`,
    });
  });

  test("for whoever uses the service where no source is named, and nothing but what is named", () => {
    const rows = rowsOf([site({})]);

    expect(
      rows["shop/Pictures s3:GetObject /site/*"]?.cells["service@cloudfront.amazonaws.com"],
    ).toMatchObject({ verdict: "yes", reason: "any-source" });
    expect(
      rows["shop/Pictures s3:PutObject /site/*"]?.cells["service@cloudfront.amazonaws.com"],
    ).toMatchObject({ verdict: "no" });
  });
});

describe("what an action of S3 is on", () => {
  test.each([
    ["ListMultipartUploadParts", `${ARN}/*`, " /*"],
    ["GetObjectTagging", `${ARN}/*`, " /*"],
    ["ListBucketMultipartUploads", ARN, ""],
    ["ListBucketVersions", ARN, ""],
    ["GetReplicationConfiguration", ARN, ""],
    ["CreateBucket", ARN, ""],
  ])("%s is on %s", (operation, Resource, keys) => {
    const action = `s3:${operation}`;
    const rows = rowsOf([], roleOf([{ Effect: "Allow", Action: action, Resource }]));

    expect(rows[`shop/Pictures ${action}${keys}`]?.cells[ROLE]).toMatchObject({ verdict: "yes" });
  });
});
