import { beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { type AccessWorld, codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { openDatabase } from "../../store/sqlite.ts";
import type { ServedService } from "../../wire/pipeline.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { createLogsService } from "./index.ts";
import { LOGS_ROWS, PREPARED } from "./testing/access-rows.ts";
import { noLogFiles } from "./testing/log-files.ts";

const account = createTestAccount();
let http: ServedService;

function open(): void {
  const { identities, clock, scope } = account;
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  const database = openDatabase(":memory:");
  const around = { authentication, database, logFiles: noLogFiles, trace: noTrace, logger: silentLogger };
  http = createLogsService({ ...account, ...around }).http;
}
open();
beforeEach(open);

const world = (): AccessWorld => ({ ...account, service: http, signingName: "logs" });
const prepare = async (): Promise<void> => {
  for (const call of PREPARED) {
    expect((await send(world(), call, account.administrator)).status).toBe(200);
  }
};

describeAccess({
  rule: "LOGS-1",
  world,
  operations: () => http.operations.map(({ name }) => name),
  rows: LOGS_ROWS,
  prepare,
});

describe("LOGS-1 condition keys", () => {
  test.each([
    ["CreateLogGroup", { StringEquals: { "aws:RequestTag/team": "home" } }],
    ["CreateLogGroup", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["PutRetentionPolicy", { StringEquals: { "aws:ResourceTag/team": "home" } }],
    ["DeleteLogGroup", { StringEquals: { "aws:ResourceTag/team": "home" } }],
  ])("LOGS-1 %s is allowed under %j, and under no other value", async (operation, Condition) => {
    const row = LOGS_ROWS[operation] ?? { call: "" };
    const under = (condition: object) => {
      const allowed = { Effect: "Allow", Action: "logs:*", Resource: "*", Condition: condition };
      return roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement: [allowed] }));
    };
    const other = JSON.parse(JSON.stringify(Condition).replace(/:"(home|team)"/, ':"other"')) as object;
    await prepare();

    const refused = await send(world(), row, under(other));
    const answered = await send(world(), row, under(Condition));

    expect(await codeOf(refused)).toMatch(/^AccessDeniedException logs:/);
    expect(await codeOf(answered)).toBe("");
  });
});
