import { describe, expect, test } from "vitest";
import type { Deployment } from "../deployment/deployment.ts";
import { columnsFor, deploymentOf, functionOf, policyOf, roleOf } from "../testing/deployment.ts";
import { plannedSections } from "./compute-matrix.ts";
import { outsideColumns } from "./outside-columns.ts";

const ROLE = "role@shop/OrderFunctionRole";
const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:shop-Jobs-x1";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1";
const BUCKET = "arn:aws:s3:::shop-pictures-x1";

function cellsOf(parts: Partial<Deployment>, action: string, resource: string) {
  const role = roleOf([{ Effect: "Allow", Action: action, Resource: resource }]);
  const deployment = deploymentOf({ ...parts, roles: [role] });
  const columns = [...columnsFor(deployment), ...outsideColumns(deployment)];
  const rows = plannedSections({ deployment, columns, said: {} }).flatMap((section) => section.rows);
  return rows.find(({ row }) => row.key === `other ${action} · ${deployment.names.logical(resource)}`)?.row
    .cells;
}

const own = (Effect: string, Principal: object | string, Action: string) =>
  policyOf([{ Effect, Principal, Action, Resource: "*" }]);
const role = { AWS: roleOf([]).arn };
const account = { AWS: "123456789012" };
const partner = { AWS: "111122223333" };

const queue = (policy?: string) => ({
  doors: [{ kind: "queue", arn: QUEUE, place: "shop/Jobs", policy } as const],
});
const key = (policy: string) => ({ doors: [{ kind: "key", arn: KEY, place: "shop/Key", policy } as const] });
const bucket = (policy: string, isPublic = false) => ({
  buckets: [
    { name: "shop-pictures-x1", place: "shop/Pictures", policy, restrictsPublic: true, isPublic } as const,
  ],
});

describe("ACCESS-14 the own policy of a thing counts under a wildcard", () => {
  test.each([
    ["a queue without one", queue(), "sqs:*", QUEUE, "yes"],
    ["a queue that denies", queue(own("Deny", role, "sqs:*")), "sqs:*", QUEUE, "no"],
    ["a queue that denies something else", queue(own("Deny", role, "sqs:PurgeQueue")), "sqs:*", QUEUE, "yes"],
    ["a key that lets the account in", key(own("Allow", account, "kms:*")), "kms:*", KEY, "yes"],
    ["a key that does not", key(own("Allow", partner, "kms:*")), "kms:*", KEY, "no"],
    ["a bucket that denies", bucket(own("Deny", role, "s3:*")), "s3:*", `${BUCKET}/*`, "no"],
    ["a bucket that denies itself", bucket(own("Deny", role, "s3:*")), "s3:*", BUCKET, "no"],
    [
      "a function that denies",
      { functions: [functionOf(own("Deny", role, "lambda:*"))] },
      "lambda:*",
      functionOf().arn,
      "no",
    ],
  ])("%s", (_what, parts, action, resource, verdict) => {
    expect(cellsOf(parts, action, resource)?.[ROLE]).toMatchObject({ verdict });
  });

  test("what it lets in besides is told: another account, and nobody behind Block Public Access", () => {
    const named = cellsOf(bucket(own("Allow", partner, "s3:*")), "s3:*", `${BUCKET}/*`);
    const open = cellsOf(bucket(own("Allow", "*", "s3:*"), true), "s3:*", `${BUCKET}/*`);

    expect(named?.["account@111122223333"]).toMatchObject({ verdict: "yes" });
    expect(open?.["other-account"]).toMatchObject({ verdict: "no" });
    expect(open?.["anonymous"]).toMatchObject({ verdict: "no" });
  });
});
