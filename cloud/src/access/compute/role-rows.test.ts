import { describe, expect, test } from "vitest";
import type { Deployment } from "../deployment/deployment.ts";
import { fold } from "../render/fold.ts";
import {
  apiOf,
  columnsFor,
  deploymentOf,
  functionOf,
  policyOf,
  roleOf,
  route,
} from "../testing/deployment.ts";
import { plannedSections } from "./compute-matrix.ts";
import { outsideColumns } from "./outside-columns.ts";

const ADMIN_ARN = "arn:aws:iam::123456789012:role/admin";
const TAKE = "shop/Admin sts:AssumeRole";
const ORDER = "role@shop/OrderFunctionRole";
const PARTNER = "111122223333";

/** A role with that trust beside the role of a function with those statements. */
function matrixOf(
  trust: readonly object[],
  statements: readonly object[] = [],
  parts: Partial<Deployment> = {},
) {
  const trustPolicy = policyOf(trust.map((one) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...one })));
  const admin = roleOf([], {
    name: "admin",
    id: "AROAADMIN",
    arn: ADMIN_ARN,
    place: "shop/Admin",
    trustPolicy,
  });
  const deployment = deploymentOf({
    roles: [roleOf(statements), admin],
    functions: [functionOf()],
    ...parts,
  });
  const columns = [...columnsFor(deployment), ...outsideColumns(deployment)];
  const sections = plannedSections({ deployment, columns, said: {} }).map((section) => ({
    ...section,
    rows: section.rows.map(({ row }) => row),
  }));
  const rows = Object.fromEntries(sections.flatMap((section) => section.rows).map((row) => [row.key, row]));
  return { rows, sections, columns: columns.map(({ column }) => column) };
}

const mayTake = (Resource: string) => [{ Effect: "Allow", Action: "sts:AssumeRole", Resource }];

describe("ACCESS-10: who may take a role", () => {
  test.each([
    ["its ARN", { AWS: "arn:aws:iam::123456789012:role/shop-role-1" }, [], {}, ORDER, "yes"],
    ["the account, and its role may", { AWS: "123456789012" }, mayTake("*"), {}, ORDER, "yes"],
    ["the account, and its role may not", { AWS: "123456789012" }, [], {}, ORDER, "no"],
    ["nobody of ours, and its role may", { Service: "lambda.amazonaws.com" }, mayTake("*"), {}, ORDER, "no"],
    ["everybody", "*", [], {}, "other-account", "yes"],
    ["everybody without a signature", "*", [], {}, "anonymous", "no"],
    ["everybody with a token", "*", [], {}, "signed-in", "no"],
    ["another account", { AWS: PARTNER }, [], {}, `account@${PARTNER}`, "yes"],
    [
      "another account by an external id",
      { AWS: PARTNER },
      [],
      { StringEquals: { "sts:ExternalId": "between-us" } },
      `account@${PARTNER}`,
      "only-if",
    ],
    [
      "a tag of who asks",
      { AWS: "123456789012" },
      mayTake("*"),
      { StringEquals: { "aws:PrincipalTag/team": "red" } },
      ORDER,
      "no",
    ],
  ])("trusts %s", (_who, Principal, statements, Condition, column, verdict) => {
    const { rows } = matrixOf([{ Principal, Condition }], statements);
    expect(rows[TAKE]?.cells[column]).toMatchObject({ verdict });
  });

  test("a Deny in the trust policy wins; an external id is not told", () => {
    const { rows } = matrixOf([
      { Principal: "*", Condition: { StringEquals: { "sts:ExternalId": "between-us" } } },
      { Effect: "Deny", Principal: { AWS: "arn:aws:iam::123456789012:role/shop-role-1" } },
    ]);
    expect(rows[TAKE]?.cells[ORDER]).toMatchObject({ verdict: "no", reason: "explicit-deny" });
    expect(rows[TAKE]?.cells["other-account"]).toMatchObject({ sentence: "StringEquals sts:ExternalId" });
    expect(JSON.stringify(rows[TAKE])).not.toContain("between-us");
  });

  test("a service takes it for what works under it, never for whoever uses the service", () => {
    const { rows, sections, columns } = matrixOf([{ Principal: { Service: "events.amazonaws.com" } }]);
    const cells = rows["shop/OrderFunctionRole sts:AssumeRole"];
    expect(cells?.cells["service@lambda.amazonaws.com"]).toMatchObject({
      verdict: "only-if",
      sentence: "for shop/OrderFunction",
    });
    expect(rows[TAKE]).toMatchObject({ summary: "EventBridge only for whatever iam:PassRole hands it to." });
    const [folded] = fold({ format: 1, columns, sections, notes: [], notShown: [] }).sections.filter(
      ({ key }) => key === "roles",
    );
    expect(folded?.rows.map(({ key }) => key)).toEqual([TAKE]);
    expect(folded?.folded).toEqual(["Only the services that work under them: Take OrderFunctionRole."]);
  });

  test.each([
    [{ StringEquals: { "aws:SourceAccount": "123456789012" } }, "only-if"],
    [{ StringEquals: { "aws:SourceAccount": PARTNER } }, "no"],
    [
      { ArnLike: { "aws:SourceArn": "arn:aws:lambda:eu-west-1:123456789012:function:shop-order-1" } },
      "only-if",
    ],
    [{ ArnLike: { "aws:SourceArn": "arn:aws:lambda:eu-west-1:123456789012:function:other" } }, "no"],
  ])("a service for a source: %j is %s", (Condition, verdict) => {
    const { rows } = matrixOf([{ Principal: { Service: "lambda.amazonaws.com" }, Condition }], [], {
      functions: [{ ...functionOf(), roleArn: ADMIN_ARN }],
    });
    expect(rows[TAKE]?.cells["service@lambda.amazonaws.com"]).toMatchObject({ verdict });
  });

  test("the gateway takes it for the routes whose integrations call under it", () => {
    const trust = [{ Principal: { Service: "apigateway.amazonaws.com" } }];
    const apis = [apiOf([route({ credentials: ADMIN_ARN }), route({ method: "POST" })])];
    expect(matrixOf(trust, [], { apis }).rows[TAKE]?.cells["service@apigateway.amazonaws.com"]).toMatchObject(
      {
        verdict: "only-if",
        conditions: ["GET /orders of shop/Api"],
      },
    );
  });

  test("no service hands over an external id", () => {
    const Condition = { StringEquals: { "sts:ExternalId": "between-us" } };
    const { rows } = matrixOf([{ Principal: "*", Condition }]);
    expect(rows[TAKE]?.cells["service@lambda.amazonaws.com"]).toMatchObject({ verdict: "no" });
  });

  test("which role a pattern means is open; one that is named has its own row alone", () => {
    const wide = matrixOf([{ Principal: { AWS: "123456789012" } }], mayTake("*")).rows;
    expect(wide["other sts:AssumeRole · *"]?.cells[ORDER]).toMatchObject({
      verdict: "only-if",
      conditions: ["the role trusts it"],
    });
    const named = matrixOf([{ Principal: { AWS: "123456789012" } }], mayTake(ADMIN_ARN)).rows;
    expect(Object.keys(named).filter((key) => key.startsWith("other sts"))).toEqual([]);
  });
});
