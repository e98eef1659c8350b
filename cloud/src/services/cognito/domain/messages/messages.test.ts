import { describe, expect, test } from "vitest";
import type { OutgoingMessage } from "../../../../core/ports/mailbox.ts";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { createSealer } from "../../../../store/sealing.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import { aPool, aUser } from "../../testing/records.ts";
import type { TriggerCall, Triggers } from "../triggers/triggers.ts";
import type { MessageCause } from "./messenger.ts";
import { createMessenger } from "./pool-messenger.ts";
import { createSqliteMailbox } from "./sqlite-mailbox.ts";
import { fillTemplate } from "./templates.ts";

const sealer = createSealer(Buffer.alloc(32, 7), "cognito/mailbox");

const prepare = (answer?: Record<string, unknown>) => {
  const mailbox = createSqliteMailbox(openDatabase(":memory:"), sealer);
  const calls: TriggerCall[] = [];
  const triggers: Triggers = {
    run: async (call) => {
      calls.push(call);
      return answer;
    },
  };
  const messenger = createMessenger({ triggers, mailbox, clock: new ManualClock() });
  return { mailbox, calls, messenger };
};
const user = aUser({
  attributes: { email: "florence@example.com", phone_number: "+12345679934" },
});
const message = (cause: MessageCause, more: object = {}) => ({
  pool: aPool({}),
  user,
  cause,
  secret: "908070",
  attribute: "email" as const,
  clientId: "app",
  ...more,
});

describe("messenger", () => {
  test("AWS's own texts, and details with the destination masked", async () => {
    const { mailbox, messenger } = prepare();
    const details = await messenger.send(message("ForgotPassword"));
    expect(details).toEqual({ destination: "f***@e***", medium: "EMAIL", attribute: "email" });
    expect(mailbox.list()[0]).toMatchObject({
      destination: "florence@example.com",
      subject: "Your verification code",
      body: "Your confirmation code is 908070",
      code: "908070",
      cause: "ForgotPassword",
      username: "ann",
    });
  });

  test("an SMS goes to the phone and has no subject", async () => {
    const { mailbox, messenger } = prepare();
    const details = await messenger.send(message("AdminCreateUser", { attribute: "phone_number" }));
    expect(details).toEqual({ destination: "+*******9934", medium: "SMS", attribute: "phone_number" });
    expect(mailbox.list()[0]).toMatchObject({
      medium: "SMS",
      subject: "",
      body: "Your username is ann and temporary password is 908070.",
    });
  });

  test("the pool's templates win over AWS's texts", async () => {
    const { mailbox, messenger } = prepare();
    const pool = aPool({
      messageTemplates: { verificationEmailSubject: "Gate", verificationEmailMessage: "{####} opens it" },
    });
    await messenger.send(message("SignUp", { pool }));
    expect(mailbox.list()[0]).toMatchObject({ subject: "Gate", body: "908070 opens it" });
  });

  test("the CustomMessage trigger is asked with the cause, never with the code", async () => {
    const { calls, mailbox, messenger } = prepare({ emailMessage: "Code {####}", emailSubject: null });
    await messenger.send(message("ResendCode", { clientMetadata: { from: "app" } }));
    expect(calls[0]).toMatchObject({
      trigger: "CustomMessage",
      source: "CustomMessage_ResendCode",
      clientId: "app",
      request: { codeParameter: "{####}", clientMetadata: { from: "app" } },
    });
    expect(JSON.stringify(calls[0])).not.toContain("908070");
    expect(mailbox.list()[0]).toMatchObject({ subject: "Your verification code", body: "Code 908070" });
  });

  test("COG-50 an answer without the placeholder, or of another type, is refused and nothing is sent", async () => {
    for (const answer of [{ emailMessage: "Hello" }, { emailMessage: 7 }]) {
      const { mailbox, messenger } = prepare(answer);
      await expect(messenger.send(message("SignUp"))).rejects.toThrow("Unrecognizable lambda output");
      expect(mailbox.list()).toEqual([]);
    }
  });

  test("a value that looks like a placeholder stays as it is", () => {
    expect(fillTemplate("{username} {####}", { username: "{####}", secret: "$&{username}" })).toBe(
      "{####} $&{username}",
    );
  });
});

describe("sqlite mailbox", () => {
  test("newest first, bounded, cleared", () => {
    const mailbox = createSqliteMailbox(openDatabase(":memory:"), sealer);
    const letter = {
      sentAt: 1,
      medium: "EMAIL",
      destination: "a@b.cd",
      subject: "s",
      body: "b",
      cause: "SignUp",
      userPoolId: "p",
      username: "u",
    } as const;
    for (let index = 0; index < 1_005; index += 1) mailbox.deliver({ ...letter, code: String(index) });
    expect(mailbox.list(2).map(({ code }) => code)).toEqual(["1004", "1003"]);
    expect(mailbox.list(5_000)).toHaveLength(1_000);
    const [newest, next] = mailbox.list(2).map(({ id }) => id);
    mailbox.clear([newest ?? ""]);
    expect(mailbox.list(1)).toMatchObject([{ id: next }]);
    mailbox.clear();
    expect(mailbox.list()).toEqual([]);
  });

  test("COG-MSG-1 what is stored shows neither code nor address, and opens with the key alone", () => {
    const database = openDatabase(":memory:");
    const code = "918273";
    const letter = { sentAt: 1, medium: "EMAIL", destination: "ann@b.cd", subject: "s" } as const;
    const further = { body: `Your code is ${code}`, cause: "SignUp", userPoolId: "p", username: "u", code };
    createSqliteMailbox(database, sealer).deliver({ ...letter, ...further });
    const stored = JSON.stringify(database.prepare("SELECT * FROM cognito_messages").all());
    expect(stored).not.toMatch(/918273|ann@b\.cd/);
    const other = createSealer(Buffer.alloc(32, 8), "cognito/mailbox");
    expect(createSqliteMailbox(database, other).list()).toEqual([]);
    expect(createSqliteMailbox(database, sealer).list()).toMatchObject([{ code, id: "1" }]);
  });
});

test("SES-5 the mail server gets what the mailbox keeps, and the parts that it does not keep", () => {
  const queued: OutgoingMessage[] = [];
  const relay = { queue: (message: OutgoingMessage) => void queued.push(message) };
  const mailbox = createSqliteMailbox(openDatabase(":memory:"), sealer, relay);
  const seen: OutgoingMessage[] = [];
  mailbox.subscribe((message) => seen.push(message));
  const kept = {
    ...{ sentAt: 1, medium: "EMAIL" as const, destination: "a@example.org", subject: "Open", body: "open" },
    ...{ cause: "SES", userPoolId: "", username: "", code: "" },
  };
  mailbox.deliver({ ...kept, parts: { html: "<b>open</b>" } });
  expect(queued).toEqual([{ ...kept, parts: { html: "<b>open</b>" } }]);
  expect(seen).toEqual([kept]);
  expect(mailbox.list()).toEqual([{ ...kept, id: "1" }]);
});
