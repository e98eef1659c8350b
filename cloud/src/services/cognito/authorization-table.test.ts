import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEndpoints } from "../../core/endpoints.ts";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import {
  type AccessWorld,
  codeOf,
  describeAccess,
  describePublic,
  roleWith,
  send,
} from "../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../iam/testing/account.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { type CognitoService, createCognitoService } from "./index.ts";
import { COGNITO_ROWS, cognitoCall, fill } from "./testing/access-rows.ts";

let account: TestAccount;
let cognito: CognitoService;

function open(): void {
  account = createTestAccount();
  const { identities, clock, scope } = account;
  cognito = createCognitoService({
    ...account,
    authentication: createAuthentication({ keys: identities, clock, region: scope.region }),
    database: openDatabase(":memory:"),
    masterKey: Buffer.alloc(32, 7),
    randomness: systemRandomness,
    endpoints: createEndpoints({ port: 4566, region: scope.region, issuerStyle: "local" }),
    functionInvoker: {
      invoke: async () => ({ kind: "refused", code: "ResourceNotFoundException", message: "none" }),
    },
    trace: noTrace,
    logger: silentLogger,
  });
}
open();
beforeEach(open);
afterEach(() => cognito.close());

const world = (): AccessWorld => ({ ...account, service: cognito.http, signingName: "cognito-idp" });
const prepare = async (): Promise<void> => fill(cognito.stores);

describeAccess({
  rule: "WIRE-3",
  world,
  operations: () => cognito.http.operations.filter(({ auth }) => auth !== "public").map(({ name }) => name),
  rows: COGNITO_ROWS,
  prepare,
});

describePublic({
  rule: "WIRE-3",
  service: "cognito-idp",
  world,
  operations: () => cognito.http.operations,
  call: cognitoCall,
});

describe("condition keys", () => {
  const given = { StringEquals: { "aws:RequestTag/cost": "7" } };
  const keys = { "ForAnyValue:StringEquals": { "aws:TagKeys": "cost" } };
  const tagged = { StringEquals: { "aws:ResourceTag/team": "home" } };
  const passed = { StringEquals: { "iam:PassedToService": "cognito-idp.amazonaws.com" } };

  test.each([
    ["CreateUserPool", "cognito-idp:*", given],
    ["CreateUserPool", "cognito-idp:*", keys],
    ["CreateUserPool", "iam:PassRole", passed],
    ["UpdateUserPool", "cognito-idp:*", given],
    ["UpdateUserPool", "cognito-idp:*", keys],
    ["UpdateUserPool", "cognito-idp:*", tagged],
    ["UpdateUserPool", "iam:PassRole", passed],
    ["TagResource", "cognito-idp:*", given],
    ["TagResource", "cognito-idp:*", keys],
    ["TagResource", "cognito-idp:*", tagged],
    ["UntagResource", "cognito-idp:*", keys],
    ["AdminGetUser", "cognito-idp:*", tagged],
  ])(
    "COG-PASS-ROLE %s of %s is denied under %j, and under no other value",
    async (name, Action, Condition) => {
      const row = COGNITO_ROWS[name] ?? { call: "" };
      const when = (condition: object) => {
        const denied = { Effect: "Deny", Action, Resource: "*", Condition: condition };
        const allowed = { Effect: "Allow", Action: "*", Resource: "*" };
        return roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement: [allowed, denied] }));
      };
      const other = JSON.parse(JSON.stringify(Condition).replace(/:"([^"]+)"\}/, ':"$1-other"}')) as object;
      await prepare();

      const refused = await send(world(), row, when(Condition));
      const answered = await send(world(), row, when(other));

      expect(await codeOf(refused)).toMatch(/^AccessDeniedException/);
      expect(await codeOf(answered)).toBe("");
    },
  );
});
