import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../iam/policies/document.ts";
import { deploymentOf, policyOf, roleOf } from "../testing/deployment.ts";
import { policyCell } from "./policy-cell.ts";

const SESSION = "arn:aws:sts::123456789012:assumed-role/shop-role-1/ann";
const BY_ACCOUNT = policyOf([
  { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" },
]);
const BY_LAMBDA = roleOf([]).trustPolicy;
const read = (more: object) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...more });

interface Case {
  readonly identity?: readonly object[];
  readonly resource?: readonly object[];
  readonly trustPolicy?: string;
  readonly functionNames?: readonly string[];
}

function cellFor({ identity = [], resource = [], trustPolicy = BY_ACCOUNT, functionNames = [] }: Case) {
  const role = roleOf(identity, { trustPolicy });
  return policyCell(
    deploymentOf({ roles: [role] }),
    { kind: "role", role, functionNames },
    {
      action: "s3:GetObject",
      resource: "arn:aws:s3:::shop-pictures-x1/a",
      resourcePolicy: resource.length === 0 ? undefined : policyOf(resource),
      words: "s3:GetObject on Pictures",
      place: "shop/Pictures",
    },
  );
}

const byId = (value: string, operator = "StringLike") =>
  read({ Condition: { [operator]: { "aws:userid": value } } });
const spared = {
  ...read({ NotPrincipal: { AWS: ["123456789012", roleOf([]).arn, SESSION] } }),
  Effect: "Deny",
};

describe("ACCESS-12 who takes a role chooses the name of the session", () => {
  test.each([
    ["a bucket that names one", { resource: [read({ Principal: { AWS: SESSION } })] }, "for the session ann"],
    ["an id that ends with one", { identity: [byId("*:ann")] }, "for the session ann"],
    ["an id of this role", { identity: [byId("AROAORDER:ann")] }, "for the session ann"],
    ["an id without its colon", { identity: [byId("*ann")] }, "for the session ann"],
    ["all but one", { identity: [byId("*:ann", "StringNotLike")] }, "for any other session"],
    ["a Deny that spares one", { identity: [read({})], resource: [spared] }, "for the session ann"],
    [
      "a role that a function has, and people may take",
      { resource: [read({ Principal: { AWS: SESSION } })], functionNames: ["shop-order-1"] },
      "for the session ann",
    ],
  ])("%s", (_what, parts, sentence) => {
    expect(cellFor(parts)).toMatchObject({ verdict: "only-if", reason: "for-session", sentence });
  });

  test.each([
    ["an id of another role", { identity: [byId("AROAOTHER:ann")] }, "no"],
    ["any session of the role", { identity: [byId("AROAORDER:*")] }, "yes"],
    ["an id that takes in every session", { identity: [byId("AROAORDER*")] }, "yes"],
    [
      "a bucket that names a session of another role",
      { resource: [read({ Principal: { AWS: SESSION.replace("shop-role-1", "other") } })] },
      "no",
    ],
    [
      "a role that only functions have",
      {
        resource: [read({ Principal: { AWS: SESSION } })],
        functionNames: ["shop-order-1"],
        trustPolicy: BY_LAMBDA,
      },
      "no",
    ],
    [
      "the session of the function itself",
      { identity: [byId("*:shop-order-1")], functionNames: ["shop-order-1"], trustPolicy: BY_LAMBDA },
      "yes",
    ],
  ])("%s is one answer", (_what, parts, verdict) => {
    expect(cellFor(parts)).toMatchObject({ verdict });
  });

  test("a boundary that names a session limits the others", () => {
    const role = roleOf([read({})], {
      trustPolicy: BY_ACCOUNT,
      boundary: parsePolicy(policyOf([byId("*:ann")])),
    });
    const asked = { action: "s3:GetObject", resource: "arn:aws:s3:::a/b", words: "", place: "" };
    const cell = policyCell(deploymentOf(), { kind: "role", role, functionNames: [] }, asked);

    expect(cell).toMatchObject({ verdict: "only-if", sentence: "for the session ann" });
  });
});

test("ACCESS-9 who is let in with the whole account is not listed once more, under a condition of their own", () => {
  const arn = "arn:aws:iam::210987654321:user/ann";
  const cell = policyCell(
    deploymentOf({ roles: [] }),
    { kind: "other-account", accountId: "210987654321", named: [arn] },
    {
      action: "s3:GetObject",
      resource: "arn:aws:s3:::shop-pictures-x1/a",
      resourcePolicy: policyOf([
        read({ Principal: { AWS: "210987654321" } }),
        {
          ...read({ Principal: { AWS: arn }, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          Effect: "Deny",
        },
      ]),
      words: "s3:GetObject on Pictures",
      place: "shop/Pictures",
    },
  );
  expect(cell.verdict).toBe("yes");
});
