import type { ServiceCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { FunctionEvents, ServiceEvent } from "../../../core/ports/function-events.ts";
import type { OutgoingMessage as Mail } from "../../../core/ports/mailbox.ts";
import type { MessageQueues, OutgoingMessage } from "../../../core/ports/message-queues.ts";
import type { TraceEvent } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { formCall, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../../iam/testing/account.ts";
import type { Database } from "../../../store/database.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { kmsWorld } from "../../kms/testing/world.ts";
import { createSigner } from "../deliveries/signer.ts";
import { createSnsService, type SnsService } from "../index.ts";

export const arnOf = (name: string): string => `arn:aws:sns:eu-west-1:123456789012:${name}`;
export const queueArn = (name: string): string => `arn:aws:sqs:eu-west-1:123456789012:${name}`;
export const functionArn = (name: string): string => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

export interface SentMessage extends OutgoingMessage {
  readonly queue: string;
  readonly caller: ServiceCaller;
}

/** The service over an account and a database of its own, with endpoints that write down what they get. */
export interface SnsWorld {
  readonly account: TestAccount;
  /** Its keys are those of topics. */
  readonly kms: ReturnType<typeof kmsWorld>;
  readonly service: SnsService;
  readonly database: Database;
  readonly timers: ManualTimers;
  readonly queued: SentMessage[];
  readonly invoked: ServiceEvent[];
  readonly mails: Mail[];
  readonly traced: TraceEvent[];
  /** Endpoints that refuse from now on, by ARN, and with what. */
  readonly refusing: Map<string, Error>;
}

interface Options {
  readonly account?: TestAccount;
  readonly database?: Database;
  /** Messages are signed with a key of its own. */
  readonly ownKey?: true;
}

export const refused = (status = 403): AwsError =>
  new AwsError("AccessDenied", "The policy says no.", status);

/** Making a key takes long: all worlds sign with one. */
const signer = createSigner({
  database: openDatabase(":memory:"),
  masterKey: Buffer.alloc(32, 7),
  base: "http://localhost:4566",
});

export function openSns(options: Options = {}): SnsWorld {
  const { account = createTestAccount(), database = openDatabase(":memory:") } = options;
  const { identities, clock, scope } = account;
  const kms = kmsWorld(account);
  const timers = new ManualTimers();
  const seen = { queued: [], invoked: [], mails: [], traced: [], refusing: new Map() } as Pick<
    SnsWorld,
    "queued" | "invoked" | "mails" | "traced" | "refusing"
  >;
  const service = createSnsService({
    ...account,
    database,
    timers,
    ...(options.ownKey === true ? {} : { signer }),
    masterKey: Buffer.alloc(32, 7),
    authentication: createAuthentication({ keys: identities, clock, region: scope.region }),
    endpoints: { base: "http://localhost:4566" },
    randomness: systemRandomness,
    trace: { record: (event) => void seen.traced.push(event) },
    logger: silentLogger,
    messageQueues: queuesOf(seen),
    functionEvents: functionsOf(seen),
    customerKeys: kms.keys(),
    mailbox: {
      deliver: (mail) => void seen.mails.push(mail),
      list: () => [],
      count: () => seen.mails.length,
      clear: () => undefined,
      subscribe: () => () => undefined,
    },
  });
  return { account, kms, service, database, timers, ...seen };
}

function queuesOf({ queued, refusing }: Pick<SnsWorld, "queued" | "refusing">): MessageQueues {
  const none = (): never => {
    throw new Error("SNS only sends.");
  };
  return {
    find: (arn) => ({ arn, isFifo: arn.endsWith(".fifo"), visibilityTimeoutSeconds: 30 }),
    decide: none,
    receive: none,
    delete: none,
    send: (caller, queue, message) => {
      const error = refusing.get(queue);
      if (error !== undefined) throw error;
      queued.push({ ...message, queue, caller: caller as ServiceCaller });
      return "id";
    },
  };
}

function functionsOf({ invoked, refusing }: Pick<SnsWorld, "invoked" | "refusing">): FunctionEvents {
  return {
    invoke: (event) => {
      const error = refusing.get(event.functionArn);
      if (error !== undefined) throw error;
      invoked.push(event);
    },
    refusalOf: () => undefined,
    send: () => undefined,
  };
}

/** What is due is delivered, also what comes due within so many seconds. */
export async function deliver({ account, service, timers }: SnsWorld, seconds = 0): Promise<void> {
  account.clock.advanceSeconds(seconds);
  timers.advance(seconds * 1000);
  await service.deliveries.settled();
}

/** The form of an input: lists and maps as the Query protocol has them. */
export function formOf(input: object, prefix = ""): Record<string, string> {
  const fields = Object.entries(input).map(([name, value]: [string, unknown]) => {
    const path = `${prefix}${name}`;
    if (Array.isArray(value)) {
      const items = value.map((item: unknown, index) => [`${path}.member.${index + 1}`, item] as const);
      return formOf(Object.fromEntries(items));
    }
    if (typeof value !== "object" || value === null) return { [path]: String(value) };
    return MAPS.has(name) ? mapForm(value, path) : formOf(value, `${path}.`);
  });
  return Object.assign({}, ...fields) as Record<string, string>;
}

const MAPS: ReadonlySet<string> = new Set(["Attributes", "attributes", "MessageAttributes"]);

function mapForm(value: object, path: string): Record<string, string> {
  const isMessage = path.endsWith("MessageAttributes");
  const [key, held] = isMessage ? ["Name", "Value"] : ["key", "value"];
  const entries = Object.entries(value).flatMap(([name, one], index) => [
    [`${path}.entry.${index + 1}.${key}`, name],
    [`${path}.entry.${index + 1}.${held}`, one],
  ]);
  return formOf(Object.fromEntries(entries) as object);
}

export const snsCall = (operation: string, input: object = {}) =>
  formCall(operation, { Version: "2010-03-31", ...formOf(input) });

interface Answered {
  readonly status: number;
  readonly body: string;
}

/** Calls an operation as the administrator. */
async function call({ account, service }: SnsWorld, operation: string, input: object): Promise<Answered> {
  const world = { ...account, service: service.http, signingName: "sns" };
  const { status, body } = await send(world, snsCall(operation, input), account.administrator);
  return { status, body: String(body) };
}

const textOf = (body: string, name: string): string =>
  unescaped(new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? "");

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** `<code>: <text>` of a refusal; fails where the call is taken. */
export async function refusal(world: SnsWorld, operation: string, input: object): Promise<string> {
  const { status, body } = await call(world, operation, input);
  if (status < 300) throw new Error(`${operation} was not refused`);
  return `${textOf(body, "Code")}: ${textOf(body, "Message")}`;
}

/** The XML that answers a call that is taken. */
export async function taken(world: SnsWorld, operation: string, input: object = {}): Promise<string> {
  const { status, body } = await call(world, operation, input);
  if (status >= 300) throw new Error(`${operation}: ${textOf(body, "Code")} ${textOf(body, "Message")}`);
  return body;
}

/** The text of one element of the answer. */
export async function told(
  world: SnsWorld,
  operation: string,
  input: object,
  element: string,
): Promise<string> {
  return textOf(await taken(world, operation, input), element);
}

/** Attributes of an answer, by name. */
export async function attributes(
  world: SnsWorld,
  operation: string,
  input: object,
): Promise<Record<string, string>> {
  const body = await taken(world, operation, input);
  const entries = [...body.matchAll(/<entry><key>([^<]*)<\/key><value>([^<]*)<\/value><\/entry>/g)];
  return Object.fromEntries(entries.map(([, key = "", value = ""]) => [key, unescaped(value)]));
}

/** Makes a topic. @returns its ARN */
export const topic = (world: SnsWorld, Name: string, Attributes: object = {}): Promise<string> =>
  told(world, "CreateTopic", { Name, Attributes }, "TopicArn");

/** Subscribes. @returns the subscription's ARN */
export function subscribed(
  world: SnsWorld,
  TopicArn: string,
  to: string,
  Attributes: object = {},
): Promise<string> {
  const [, , Protocol = ""] = to.split(":");
  return told(world, "Subscribe", { TopicArn, Protocol, Endpoint: to, Attributes }, "SubscriptionArn");
}
