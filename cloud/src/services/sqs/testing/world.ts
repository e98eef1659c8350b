import type { Timers } from "../../../core/clock.ts";
import { silentLogger } from "../../../core/logger.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { jsonCall, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../../iam/testing/account.ts";
import type { Database } from "../../../store/database.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { kmsWorld } from "../../kms/testing/world.ts";
import { createSqsService, type SqsService } from "../index.ts";

/** The service over an account and a database of its own. */
export interface SqsWorld {
  readonly account: TestAccount;
  /** Its keys are those of queues. */
  readonly kms: ReturnType<typeof kmsWorld>;
  readonly service: SqsService;
  readonly database: Database;
}

interface Options {
  readonly account?: TestAccount;
  readonly database?: Database;
  readonly timers?: Timers;
  /** What addresses of queues begin with. */
  readonly base?: string;
}

export function openSqs(options: Options = {}): SqsWorld {
  const { account = createTestAccount(), database = openDatabase(":memory:") } = options;
  const { identities, clock, scope } = account;
  const kms = kmsWorld(account);
  const service = createSqsService({
    ...account,
    database,
    authentication: createAuthentication({ keys: identities, clock, region: scope.region }),
    endpoints: { base: options.base ?? "http://localhost:4566" },
    randomness: systemRandomness,
    customerKeys: kms.keys(),
    trace: noTrace,
    logger: silentLogger,
    ...(options.timers === undefined ? {} : { timers: options.timers }),
  });
  return { account, kms, service, database };
}

/** What a call of the JSON protocol is answered. */
export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** As SDKs show it; empty for a success. */
  readonly code: string;
}

/** Calls an operation as the administrator. */
export async function call(
  { account, service }: SqsWorld,
  operation: string,
  input: object,
): Promise<Answered> {
  const world = { ...account, service: service.http, signingName: "sqs" };
  const response = await send(world, jsonCall(`AmazonSQS.${operation}`, input), account.administrator);
  const body = JSON.parse(String(response.body)) as Answered["body"];
  const code = String(response.headers["x-amzn-query-error"] ?? "").split(";")[0] ?? "";
  return { status: response.status, body, code };
}

/** `<code>: <text>` of a refusal; fails where the call is taken. */
export async function refusal(world: SqsWorld, operation: string, input: object): Promise<string> {
  const { status, code, body } = await call(world, operation, input);
  if (status < 300) throw new Error(`${operation} was not refused`);
  return `${code}: ${String(body["message"])}`;
}

/** The answer to a call that is taken. */
export async function taken(world: SqsWorld, operation: string, input: object): Promise<Answered["body"]> {
  const { status, code, body } = await call(world, operation, input);
  if (status >= 300) throw new Error(`${operation}: ${code} ${String(body["message"])}`);
  return body;
}

export const urlOf = (name: string): string => `http://localhost:4566/123456789012/${name}`;

export interface SeenMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** What a receive gives now. */
export async function receive(
  world: SqsWorld,
  name: string,
  input: object = {},
): Promise<readonly SeenMessage[]> {
  const QueueUrl = urlOf(name);
  const given = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"], ...input };
  const { Messages = [] } = await taken(world, "ReceiveMessage", given);
  return Messages as readonly SeenMessage[];
}

export const bodies = (messages: readonly SeenMessage[]): string[] => messages.map(({ Body }) => Body);
