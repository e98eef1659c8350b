import { describe, expect, test } from "vitest";
import type { DeployedFunction, DeployedUrl } from "../deployment/deployment.ts";
import { columnsFor, deploymentOf, functionOf, policyOf, roleOf } from "../testing/deployment.ts";
import { plannedSections } from "./compute-matrix.ts";
import { notesOf } from "./notes.ts";
import { outsideColumns } from "./outside-columns.ts";

const { arn } = functionOf();
const ROLE = "role@shop/OrderFunctionRole";
const OTHERS = "other-account";

/** As `AddPermission` writes them, and SAM for `AuthType: NONE`. */
const toUrl = (Principal: unknown, authType: DeployedUrl["authType"]) => ({
  Effect: "Allow",
  Principal,
  Action: "lambda:InvokeFunctionUrl",
  Resource: arn,
  Condition: { StringEquals: { "lambda:FunctionUrlAuthType": authType } },
});
const byUrl = (Principal: unknown) => ({
  Effect: "Allow",
  Principal,
  Action: "lambda:InvokeFunction",
  Resource: arn,
  Condition: { Bool: { "lambda:InvokedViaFunctionUrl": "true" } },
});

interface Setting {
  readonly authType: DeployedUrl["authType"];
  readonly policy?: readonly object[];
  /** Statements of the role. */
  readonly may?: readonly object[];
}

function functionWith({ authType, policy = [] }: Setting): DeployedFunction {
  return {
    ...functionOf(policy.length === 0 ? undefined : policyOf(policy)),
    urls: [{ path: "/_aws/lambda-url/abc/", authType, alias: undefined }],
  };
}

function rowsOf(setting: Setting) {
  const deployment = deploymentOf({
    functions: [functionWith(setting)],
    roles: [roleOf(setting.may ?? [])],
  });
  const columns = [...columnsFor(deployment), ...outsideColumns(deployment)];
  const rows = plannedSections({ deployment, columns, said: {} }).flatMap((section) => section.rows);
  return Object.fromEntries(rows.map(({ row }) => [row.key, row.cells]));
}

const urlCells = (setting: Setting) => rowsOf(setting)["shop/OrderFunction url"] ?? {};
const allow = (Action: unknown) => ({ Effect: "Allow", Action, Resource: arn });
const BOTH = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];

describe("ACCESS-16 who may call the URL of a function", () => {
  test.each([
    ["both statements for everybody", [toUrl("*", "NONE"), byUrl("*")], "yes"],
    ["one that lacks the function", [toUrl("*", "NONE")], "no"],
    ["one that lacks the URL", [byUrl("*")], "no"],
    ["statements for the other type", [toUrl("*", "AWS_IAM"), byUrl("*")], "no"],
    ["none", [], "no"],
    [
      "both under an address",
      [toUrl("*", "NONE"), { ...byUrl("*"), Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }],
      "only-if",
    ],
  ])("with NONE by %s: everybody alike", (_title, policy, verdict) => {
    const cells = urlCells({ authType: "NONE", policy, may: [allow("lambda:*")] });
    for (const column of ["anonymous", "signed-in", ROLE]) expect(cells[column]).toMatchObject({ verdict });
  });

  test.each([
    ["a role that may do both", { may: [allow(BOTH)] }, ROLE, "yes"],
    ["a role that may call the URL alone", { may: [allow(BOTH[0])] }, ROLE, "no"],
    ["a role that may call the function alone", { may: [allow(BOTH[1])] }, ROLE, "no"],
    ["a role that the function's policy names", { policy: policyFor(roleArn()) }, ROLE, "yes"],
    ["nobody, whatever the policy says", { policy: policyFor("*") }, "anonymous", "no"],
    ["a person with a token", { policy: policyFor("*") }, "signed-in", "no"],
    ["another account that the policy lets in", { policy: policyFor("*") }, OTHERS, "yes"],
  ])("with AWS_IAM %s", (_title, setting, column, verdict) => {
    expect(urlCells({ authType: "AWS_IAM", ...setting })[column]).toMatchObject({ verdict });
  });

  test("what opens the URL opens no other way to the function", () => {
    const rows = rowsOf({ authType: "NONE", policy: [toUrl("*", "NONE"), byUrl("*")] });
    expect(rows["shop/OrderFunction lambda:InvokeFunction"]).toMatchObject({
      anonymous: { verdict: "no" },
      [ROLE]: { verdict: "no" },
      [OTHERS]: { verdict: "no" },
    });
  });

  test.each<[string, Setting, ReadonlySet<string>, readonly string[]]>([
    ["NONE", open("NONE"), new Set(), ["open-url"]],
    ["NONE, declared", open("NONE"), new Set(["URL of OrderFunction"]), []],
    ["AWS_IAM", open("AWS_IAM"), new Set(), []],
    [
      "a statement for everybody besides",
      { authType: "AWS_IAM", policy: [{ ...byUrl("*"), Condition: {} }] },
      new Set(),
      ["function-for-everybody"],
    ],
  ])("%s is noted, or not", (_title, setting, declared, traps) => {
    const deployment = deploymentOf({ functions: [functionWith(setting)], pools: [] });
    expect(notesOf(deployment, [], declared).map(({ trap }) => trap)).toEqual(traps);
  });
});

function roleArn() {
  return { AWS: roleOf([]).arn };
}

function policyFor(principal: unknown) {
  return [toUrl(principal, "AWS_IAM"), byUrl(principal)];
}

function open(authType: DeployedUrl["authType"]): Setting {
  return { authType, policy: [toUrl("*", authType), byUrl("*")] };
}
