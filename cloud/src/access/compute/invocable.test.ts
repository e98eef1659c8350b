import { describe, expect, test } from "vitest";
import { calledFunction } from "../deployment/read-apis.ts";
import {
  apiOf,
  columnsFor,
  deploymentOf,
  functionOf,
  policyOf,
  roleOf,
  route,
} from "../testing/deployment.ts";
import { cellAt } from "../testing/route-cells.ts";
import { plannedSections } from "./compute-matrix.ts";
import { outsideColumns } from "./outside-columns.ts";

const ROLE = "role@shop/OrderFunctionRole";
const { arn } = functionOf();
const LIVE = `${arn}:live`;
const allow = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });
const permission = (Principal: object, Resource: string) => ({
  ...allow("lambda:InvokeFunction", Resource),
  Principal,
});

/** A function with an alias, and the policies of both. */
function withAlias(own: readonly object[], ofAlias: readonly object[]) {
  return {
    ...functionOf(own.length === 0 ? undefined : policyOf(own)),
    qualified: [
      { qualifier: "live", arn: LIVE, policy: ofAlias.length === 0 ? undefined : policyOf(ofAlias) },
    ],
  };
}

describe("ACCESS-13 an alias is another thing than its function", () => {
  const rowsOf = (role = roleOf([]), its = withAlias([], [])) => {
    const deployment = deploymentOf({ functions: [its], roles: [role] });
    const columns = [...columnsFor(deployment), ...outsideColumns(deployment)];
    const rows = plannedSections({ deployment, columns, said: {} }).flatMap((section) => section.rows);
    return Object.fromEntries(rows.map(({ row }) => [row.key, row]));
  };
  const FUNCTION = "shop/OrderFunction lambda:InvokeFunction";
  const ALIAS = "shop/OrderFunction:live lambda:InvokeFunction";

  test.each([
    ["the alias alone", LIVE, "no", "yes"],
    ["the function alone", arn, "yes", "no"],
    ["whatever of it has a name", `${arn}:*`, "no", "yes"],
  ])("a role that may call %s", (_what, resource, own, ofAlias) => {
    const rows = rowsOf(roleOf([allow("lambda:InvokeFunction", resource)]));

    expect(rows[FUNCTION]?.cells[ROLE]).toMatchObject({ verdict: own });
    expect(rows[ALIAS]?.cells[ROLE]).toMatchObject({ verdict: ofAlias });
    expect(rows[`other lambda:InvokeFunction · lambda:function:{OrderFunction}:live`]).toBeUndefined();
  });

  test("a policy of the alias lets in who calls the alias: a role, another account", () => {
    const principal = { AWS: [roleOf([]).arn, "111122223333"] };
    const rows = rowsOf(roleOf([]), withAlias([], [permission(principal, LIVE)]));

    expect(rows[ALIAS]?.cells[ROLE]).toMatchObject({ verdict: "yes" });
    expect(rows[ALIAS]?.cells["account@111122223333"]).toMatchObject({ verdict: "yes" });
    expect(rows[FUNCTION]?.cells[ROLE]).toMatchObject({ verdict: "no" });
    expect(rows[FUNCTION]?.cells["account@111122223333"]).toMatchObject({ verdict: "no" });
  });
});

describe("APIGW-20 a route that calls an alias with the caller's credentials", () => {
  const cellFor = (qualifier: string | undefined, resource: string, its = withAlias([], [])) => {
    const served = route({
      authorizationType: "AWS_IAM",
      credentials: "arn:aws:iam::*:user/*",
      ...{ functionName: "shop-order-1", qualifier },
    });
    const role = roleOf([allow("execute-api:Invoke", "*"), allow("lambda:InvokeFunction", resource)]);
    return cellAt(apiOf([served]), { kind: "role", role, functionNames: [] }, { functions: [its] });
  };

  test.each([
    ["live", LIVE, "yes"],
    ["live", arn, "no"],
    ["live", `${arn}:*`, "yes"],
    ["3", `${arn}:3`, "yes"],
    [undefined, LIVE, "no"],
    [undefined, arn, "yes"],
  ])("%s, by who may call %s: %s", (qualifier, resource, verdict) => {
    expect(cellFor(qualifier, resource)).toMatchObject({ verdict });
  });

  test("the policy of the alias counts", () => {
    const its = withAlias([], [permission({ AWS: roleOf([]).arn }, LIVE)]);

    expect(cellFor("live", "arn:aws:lambda:eu-west-1:123456789012:function:other", its)).toMatchObject({
      verdict: "yes",
    });
  });
});

test.each([
  [`${arn}/invocations`, "shop-order-1", undefined],
  [`${LIVE}/invocations`, "shop-order-1", "live"],
  [`${arn}:$LATEST/invocations`, "shop-order-1", "$LATEST"],
  [undefined, undefined, undefined],
])("the address of an integration: %s", (called, functionName, qualifier) => {
  const uri = called && `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${called}`;

  expect(calledFunction(uri)).toEqual({ functionName, qualifier });
});
