import { describe, expect, test } from "vitest";
import {
  apiOf,
  CLIENT_ID,
  functionOf,
  holder,
  POOL,
  policyOf,
  roleOf,
  route,
} from "../testing/deployment.ts";
import { cellAt, resourcePolicyCases } from "../testing/route-cells.ts";

const ADMINS = `Admins-${CLIENT_ID}`;
const admin = holder({ group: "Admins", scopes: ["Admins-{Web}", "openid"] });
const id = holder({ use: "id", scopes: [] });
const otherPool = holder({
  pool: { ...POOL, id: "eu-west-1_other", arn: `${POOL.arn}2`, place: "shop/Other" },
});
const role = roleOf([
  {
    Effect: "Allow",
    Action: "execute-api:Invoke",
    Resource: "arn:aws:execute-api:*:*:abcdefghij/v1/GET/orders",
  },
]);
const roleCaller = { kind: "role", role, functionNames: [] } as const;

describe("the answer of a route", () => {
  test.each([
    ["no token", route({ scopes: ["openid"] }), { kind: "anonymous" } as const, "no", "api-token-missing"],
    ["a scope that the route lists", route({ scopes: [ADMINS] }), admin, "yes", "scope"],
    ["none of the route's scopes", route({ scopes: [ADMINS] }), holder(), "no", "scope-missing"],
    ["an ID token where scopes are listed", route({ scopes: [ADMINS] }), id, "no", "access-token-needed"],
    ["an ID token on a route without scopes", route(), id, "yes", "id-token"],
    ["an access token on a route without scopes", route(), admin, "no", "id-token-needed"],
    ["a token of another pool", route({ scopes: ["openid"] }), otherPool, "no", "api-token-of-other-pool"],
    [
      "a sign-in that the trigger stops",
      route(),
      holder({ use: "id", failed: "it threw" }),
      "no",
      "sign-in-fails",
    ],
    [
      "an audience that fits",
      route({ authorizer: { ...authorizer(), audience: "client0.*" } }),
      id,
      "yes",
      "id-token",
    ],
    [
      "an audience that does not",
      route({ authorizer: { ...authorizer(), audience: "client0" } }),
      id,
      "no",
      "audience-mismatch",
    ],
    [
      "an access token where an audience is asked for",
      route({ scopes: [ADMINS], authorizer: { ...authorizer(), audience: ".*" } }),
      admin,
      "no",
      "audience-mismatch",
    ],
    ["an authorizer that is gone", route({ authorizer: undefined }), admin, "no", "authorizer-misconfigured"],
    ["a signature where tokens are asked for", route(), roleCaller, "no", "api-token-missing"],
    [
      "no authorizer",
      route({ authorizationType: "NONE", authorizer: undefined }),
      { kind: "anonymous" } as const,
      "yes",
      "open",
    ],
    [
      "no authorizer, with a token",
      route({ authorizationType: "NONE", authorizer: undefined }),
      admin,
      "yes",
      "as-nobody",
    ],
    [
      "a token where a signature is asked for",
      route({ authorizationType: "AWS_IAM" }),
      admin,
      "no",
      "route-wants-signature",
    ],
    [
      "the signature of a role that may",
      route({ authorizationType: "AWS_IAM" }),
      roleCaller,
      "yes",
      "allowed",
    ],
    [
      "the signature of a role that may not",
      route({ authorizationType: "AWS_IAM", path: "/stock" }),
      roleCaller,
      "no",
      "no-allow",
    ],
    [
      "an authorizer that is code",
      route({ authorizationType: "CUSTOM" }),
      admin,
      "only-if",
      "authorizer-asked",
    ],
  ] as const)("%s: %#", (_title, served, principal, verdict, reason) => {
    expect(cellAt(apiOf([served]), principal)).toMatchObject({ verdict, reason });
  });

  describe("APIGW-20 a route with the caller's credentials", () => {
    const served = route({
      authorizationType: "AWS_IAM",
      functionName: "shop-order-1",
      credentials: "arn:aws:iam::*:user/*",
    });
    const invoke = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionOf().arn };
    const call = { Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" };
    const later = { DateGreaterThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } };
    const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const cellFor = (statements: readonly object[]) =>
      cellAt(
        apiOf([served]),
        { kind: "role", role: roleOf(statements), functionNames: [] },
        { functions: [functionOf()] },
      );

    test.each([
      ["may call both", [call, invoke], "yes", "allowed"],
      ["may call the route alone", [call], "no", "no-allow"],
      ["may call the function alone", [invoke], "no", "no-allow"],
      ["may call the function on a condition", [call, { ...invoke, Condition: mfa }], "only-if", "condition"],
    ] as const)("a role that %s: %s", (_title, statements, verdict, reason) => {
      expect(cellFor(statements)).toMatchObject({ verdict, reason });
    });

    test("which right is missing is said", () => {
      expect(cellFor([call]).sentence).toBe(
        "the route calls the function with the caller's own rights, and no statement of its role allows lambda:InvokeFunction on OrderFunction",
      );
    });

    test("the conditions of both count", () => {
      const cell = cellFor([
        { ...call, Condition: later },
        { ...invoke, Condition: mfa },
      ]);
      expect(cell.conditions).toHaveLength(2);
    });
  });

  test("the missing scope is named without ids of the deployment, with the group that brings it", () => {
    expect(cellAt(apiOf([route({ scopes: [ADMINS] })]), holder()).sentence).toBe(
      "the access token has no scope Admins-{Web}; it comes with the group Admins",
    );
  });

  test.each(resourcePolicyCases())(
    "a resource policy decides behind the authorizer: %s",
    (_title, policy, verdict) => {
      expect(cellAt(apiOf([route()], policyOf(policy)), id).verdict).toBe(verdict);
    },
  );

  test("a resource policy opens nothing that the authorizer closes", () => {
    const open = policyOf([{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" }]);

    expect(cellAt(apiOf([route()], open), { kind: "anonymous" }).verdict).toBe("no");
  });
});

function authorizer() {
  return { name: "Pool", providerArns: [POOL.arn], header: "Authorization" };
}
