import { silentLogger } from "../../../core/logger.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { type AccessWorld, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../../iam/testing/account.ts";
import type { Database } from "../../../store/database.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { kmsWorld } from "../../kms/testing/world.ts";
import { createSsmService, type SsmService } from "../index.ts";
import { ssmCall } from "./access-rows.ts";

interface Answer extends Record<string, unknown> {
  readonly status: number;
}

/** The Parameter Store of an account of its own, called over its protocol. */
export function ssmWorld(account: TestAccount = createTestAccount()) {
  const database: Database = openDatabase(":memory:");
  const kms = kmsWorld(account);
  const open = (): SsmService => {
    const { identities, clock, scope } = account;
    const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
    const around = { authentication, database, trace: noTrace, logger: silentLogger };
    return createSsmService({
      ...account,
      ...around,
      customerKeys: kms.keys(),
      masterKey: Buffer.alloc(32, 7),
    });
  };
  let service = open();
  const world = (): AccessWorld => ({ ...account, service: service.http, signingName: "ssm" });
  const call = async (action: string, input: object, by = account.administrator): Promise<Answer> => {
    const { status, body } = await send(world(), ssmCall(action, input), by);
    return { status, ...(JSON.parse(String(body)) as object) };
  };
  return {
    account,
    kms,
    database,
    world,
    call,
    service: () => service,
    /** The same state after the process ended. */
    restart: (): void => {
      service = open();
    },
    put: (Name: string, Value: string, more: object = {}) =>
      call("PutParameter", { Name, Value, Type: "String", ...more }),
    get: async (Name: string, more: object = {}) =>
      (await call("GetParameter", { Name, ...more }))["Parameter"] as Record<string, unknown>,
  };
}
