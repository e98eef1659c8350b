import { silentLogger } from "../../../core/logger.ts";
import type { Mailbox, OutgoingMessage } from "../../../core/ports/mailbox.ts";
import type { TraceEvent } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { type AccessWorld, formCall, roleWith, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import type { SigningCredentials } from "../../../wire/sigv4/sign.ts";
import { createSesService, type SesService } from "../index.ts";
import { type PublishedEvent, testEventPorts } from "./event-ports.ts";

/** SES of an account of its own, called over both protocols. */
export function sesWorld() {
  const account = createTestAccount();
  const database = openDatabase(":memory:");
  const mails: OutgoingMessage[] = [];
  const events: TraceEvent[] = [];
  const mailbox: Mailbox = {
    deliver: (message) => mails.push(message),
    list: () => [],
    count: () => mails.length,
    clear: () => undefined,
    subscribe: () => () => undefined,
  };
  const published: PublishedEvent[] = [];
  const ports = testEventPorts(published);
  const open = (): SesService => {
    const { identities, clock, scope } = account;
    const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
    const around = {
      authentication,
      database,
      mailbox,
      trace: { record: (event: TraceEvent) => void events.push(event) },
      logger: silentLogger,
    };
    const own = {
      ...ports,
      randomness: systemRandomness,
      endpoints: { base: "http://localhost:4566" },
    };
    return createSesService({ ...account, ...around, ...own });
  };
  let service = open();
  const world = (): AccessWorld => ({ ...account, service: service.http, signingName: "ses" });
  const v1 = async (
    action: string,
    fields: Record<string, string> = {},
    by: SigningCredentials = account.administrator,
  ) => {
    const { status, body } = await send(world(), formCall(action, fields), by);
    const text = String(body);
    const [code = "", message = ""] = ["Code", "Message"].map(
      (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? "",
    );
    return { status, text, code, message: unescaped(message) };
  };
  const v2 = async (
    call: string,
    input: object | undefined,
    by: SigningCredentials = account.administrator,
  ) => {
    const { status, headers, body } = await send(world(), { call, ...(input && { body: input }) }, by);
    const answer = String(body) === "" ? {} : (JSON.parse(String(body)) as Record<string, unknown>);
    return { status, code: headers["x-amzn-ErrorType"] ?? "", ...answer };
  };
  /** Follows the link of the newest verification mail. */
  const click = async (token = mails.at(-1)?.code ?? "", method = "GET") => {
    const request = { method, path: `/_aws/ses/verify/${token}` } as never;
    return service.addresses["ses-verification"](request, { token });
  };
  return {
    account,
    database,
    mails,
    events,
    published,
    topics: ports.topics,
    world,
    service: () => service,
    v1,
    v2,
    click,
    restart: (): void => {
      service = open();
    },
    verify: async (...names: string[]): Promise<void> => {
      for (const EmailIdentity of names) {
        await v2("POST /v2/email/identities", { EmailIdentity });
        await click();
      }
      mails.length = 0;
    },
    as: (...Statement: object[]) => roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement })),
  };
}

function unescaped(text: string): string {
  const entities = [
    ["&apos;", "'"],
    ["&quot;", '"'],
    ["&lt;", "<"],
    ["&gt;", ">"],
  ] as const;
  return entities.reduce((whole, [entity, character]) => whole.replaceAll(entity, character), text);
}

export const TOPIC = "arn:aws:sns:eu-west-1:123456789012:mails";
export const SIMPLE = {
  Source: "Gates <a@example.com>",
  "Destination.ToAddresses.member.1": "b@example.org",
  "Message.Subject.Data": "Open",
  "Message.Body.Text.Data": "The gate is open.",
};
export const SIMPLE_2 = {
  FromEmailAddress: "a@example.com",
  Destination: { ToAddresses: ["b@example.org"] },
  Content: { Simple: { Subject: { Data: "Open" }, Body: { Text: { Data: "The gate is open." } } } },
};
export const RAW = Buffer.from(
  "From: a@example.com\r\nTo: b@example.org,\r\n c@example.org\r\nSubject: Raw\r\n\r\nBody",
).toString("base64");
