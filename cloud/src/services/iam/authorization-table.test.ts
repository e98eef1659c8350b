import { beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { type AccessWorld, codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../iam/testing/account.ts";
import type { ServedService } from "../../wire/pipeline.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { createIamService } from "./index.ts";
import { BOUNDARY, IAM_ROWS, PREPARED } from "./testing/access-rows.ts";

let account: TestAccount;
let http: ServedService;

function open(): void {
  account = createTestAccount();
  const { identities, clock, scope } = account;
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  const around = { authentication, randomness: systemRandomness, logger: silentLogger, trace: noTrace };
  http = createIamService({ ...account, ...around }).http;
}
open();
beforeEach(open);

const world = (): AccessWorld => ({ ...account, service: http, signingName: "iam" });

async function prepare(): Promise<void> {
  for (const call of PREPARED) {
    const response = await send(world(), call, account.administrator);
    expect([response.status, String(response.body)]).toEqual([200, expect.any(String)]);
  }
}

describeAccess({
  rule: "IAM-1",
  world,
  operations: () => http.operations.map(({ name }) => name),
  rows: IAM_ROWS,
  prepare,
  denied: "AccessDenied",
});

describe("IAM-23 condition keys of IAM", () => {
  const own = { StringEquals: { "iam:PermissionsBoundary": BOUNDARY } };
  const attached = { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" } };
  const detached = { ArnEquals: { "iam:PolicyARN": BOUNDARY } };
  const tagged = { StringEquals: { "iam:ResourceTag/team": "home" } };
  const taggedToo = { StringEquals: { "aws:ResourceTag/team": "home" } };
  const given = { StringEquals: { "aws:RequestTag/team": "home" } };
  const keys = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } };
  const boundaryOfRole = [
    "AttachRolePolicy",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "GetRole",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
  ];
  const cases: readonly (readonly [operation: string, condition: object])[] = [
    ...boundaryOfRole.map((operation) => [operation, own] as const),
    ["CreateRole", own],
    ["AttachRolePolicy", attached],
    ["DetachRolePolicy", detached],
    ["GetRole", tagged],
    ["ListRoleTags", taggedToo],
    ["GetPolicy", taggedToo],
    ["GetPolicyVersion", taggedToo],
    ["DeletePolicy", taggedToo],
    ...["CreateRole", "CreatePolicy", "TagRole"].flatMap((operation) => [
      [operation, given] as const,
      [operation, keys] as const,
    ]),
    ["UntagRole", keys],
  ];

  test.each(cases)("IAM-23 %s is denied by %j, and by no other value", async (operation, condition) => {
    const row = IAM_ROWS[operation] ?? { call: "" };
    const when = (Condition: object) =>
      roleWith(
        world(),
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "*", Resource: "*" },
            { Effect: "Deny", Action: `iam:${operation}`, Resource: "*", Condition },
          ],
        }),
      );
    const other = JSON.parse(
      JSON.stringify(condition).replace(/home|ReadOnlyAccess|policy\/limit|\["team"\]/, (text) =>
        text.startsWith("[") ? '["other"]' : `${text}-other`,
      ),
    ) as object;
    await prepare();

    const refused = await send(world(), row, when(condition));
    const answered = await send(world(), row, when(other));

    expect(await codeOf(refused)).toMatch(/^AccessDenied iam:/);
    expect(await codeOf(answered)).toBe("");
  });
});
