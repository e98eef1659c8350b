import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "../../../core/logger.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { type AccessRow, type AccessWorld, roleWith, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../../iam/testing/account.ts";
import type { Database } from "../../../store/database.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { createDynamoDbService, type DynamoDbDependencies, type DynamoDbService } from "../index.ts";
import { dynamoCall, streamsCall } from "./access-rows.ts";

/** DynamoDB in an account of its own, with a running engine. */
export interface TestDynamoDb {
  readonly account: TestAccount;
  readonly service: DynamoDbService;
  readonly world: AccessWorld;
  readonly database: Database;
  /** What the administrator is answered. */
  call(operation: string, input: object): Promise<Answer>;
  /** The same of operations on streams. */
  callStreams(operation: string, input: object): Promise<Answer>;
  /** What somebody with the statements is answered. */
  callAs(statements: readonly object[], call: Pick<AccessRow, "call" | "headers" | "body">): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Readonly<Record<string, unknown>> & { readonly __type?: string; readonly message?: string };
}

export function openTestDynamoDb(
  given: Partial<DynamoDbDependencies> & { readonly database?: Database } = {},
  account = createTestAccount(),
): TestDynamoDb {
  const { identities, clock, scope } = account;
  const folder = mkdtempSync(join(tmpdir(), "portcullis-dynamodb-"));
  const database = given.database ?? openDatabase(":memory:");
  const service = createDynamoDbService({
    ...account,
    authentication: createAuthentication({ keys: identities, clock, region: scope.region }),
    trace: noTrace,
    logger: silentLogger,
    randomness: systemRandomness,
    stateDir: folder,
    inMemory: true,
    ...given,
    database,
  });
  const world: AccessWorld = { ...account, service: service.http, signingName: "dynamodb" };
  const answer = async (sent: ReturnType<typeof send>): Promise<Answer> => {
    const { status, headers, body } = await sent;
    return { status, headers, body: JSON.parse(String(body)) as Answer["body"] };
  };
  return {
    account,
    service,
    world,
    database,
    call: (operation, input) => answer(send(world, dynamoCall(operation, input), account.administrator)),
    callStreams: (operation, input) =>
      answer(send(world, streamsCall(operation, input), account.administrator)),
    callAs: (statements, call) => {
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
      return answer(send(world, call, roleWith(world, policy)));
    },
    close: async () => {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
