import { beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { type AccessWorld, codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { openDatabase } from "../../store/sqlite.ts";
import type { ServedService } from "../../wire/pipeline.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { kmsWorld } from "../kms/testing/world.ts";
import { createSsmService } from "./index.ts";
import { PREPARED, SSM_ROWS } from "./testing/access-rows.ts";

const account = createTestAccount();
let http: ServedService;

function open(): void {
  const { identities, clock, scope } = account;
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  const database = openDatabase(":memory:");
  const around = {
    authentication,
    database,
    customerKeys: kmsWorld(account).keys(),
    masterKey: Buffer.alloc(32, 7),
    trace: noTrace,
    logger: silentLogger,
  };
  http = createSsmService({ ...account, ...around }).http;
}
open();
beforeEach(open);

const world = (): AccessWorld => ({ ...account, service: http, signingName: "ssm" });
const prepare = async (): Promise<void> => {
  for (const call of PREPARED) {
    expect((await send(world(), call, account.administrator)).status).toBe(200);
  }
};

describeAccess({
  rule: "SSM-1",
  world,
  operations: () => http.operations.map(({ name }) => name),
  rows: SSM_ROWS,
  prepare,
});

describe("SSM-1 condition keys", () => {
  test.each([
    ["PutParameter", { StringEquals: { "aws:RequestTag/team": "home" } }],
    ["PutParameter", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["AddTagsToResource", { StringEquals: { "aws:RequestTag/team": "home" } }],
    ["GetParameter", { StringEquals: { "aws:ResourceTag/team": "home" } }],
    ["GetParameter", { StringEquals: { "ssm:resourceTag/team": "home" } }],
    ["DeleteParameter", { StringEquals: { "ssm:resourceTag/team": "home" } }],
  ])("SSM-1 %s is allowed under %j, and under no other value", async (operation, Condition) => {
    const row = SSM_ROWS[operation] ?? { call: "" };
    const under = (condition: object) => {
      const allowed = { Effect: "Allow", Action: "ssm:*", Resource: "*", Condition: condition };
      return roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement: [allowed] }));
    };
    const other = JSON.parse(JSON.stringify(Condition).replace(/:"(home|team)"/, ':"other"')) as object;
    await prepare();

    const refused = await send(world(), row, under(other));
    const answered = await send(world(), row, under(Condition));

    expect(await codeOf(refused)).toMatch(/^AccessDeniedException ssm:/);
    expect(await codeOf(answered)).toBe("");
  });
});
