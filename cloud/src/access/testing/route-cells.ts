import type { Principal } from "../compute/principals.ts";
import { routeCell } from "../compute/route-cell.ts";
import type { DeployedApi } from "../deployment/deployment.ts";
import type { Cell, Verdict } from "../matrix.ts";
import { deploymentOf } from "./deployment.ts";

/** The answer of the first route of an API. */
export function cellAt(
  api: DeployedApi,
  principal: Principal,
  parts: Parameters<typeof deploymentOf>[0] = {},
): Cell {
  const [stage] = api.stages;
  const [route] = stage?.routes ?? [];
  if (stage === undefined || route === undefined) throw new Error("The API has a route.");
  return routeCell(deploymentOf({ ...parts, apis: [api] }), principal, { api, stage, route });
}

const ALLOW = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" };
const OFFICE = { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } };

/** Statements of a resource policy, and what is left of a yes. */
export function resourcePolicyCases(): readonly (readonly [string, readonly object[], Verdict])[] {
  return [
    ["it lets everybody in", [ALLOW], "yes"],
    ["it lets nobody in", [{ ...ALLOW, Principal: { AWS: "arn:aws:iam::999999999999:root" } }], "no"],
    ["it has a Deny", [ALLOW, { ...ALLOW, Effect: "Deny" }], "no"],
    ["it asks for an address", [{ ...ALLOW, Condition: OFFICE }], "only-if"],
    ["it denies an address", [ALLOW, { ...ALLOW, Effect: "Deny", Condition: OFFICE }], "only-if"],
    [
      "it is about another stage",
      [{ ...ALLOW, Resource: "arn:aws:execute-api:*:*:abcdefghij/test/*" }],
      "no",
    ],
  ];
}
