import { describe, expect, test } from "vitest";
import type { Logger } from "../../core/logger.ts";
import type { OutgoingMessage } from "../../core/ports/mailbox.ts";
import type { TraceEvent } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { ManualTimers } from "../../core/testing/manual-timers.ts";
import { openDatabase } from "../../store/sqlite.ts";
import type { ComposedMail } from "./composed-mail.ts";
import { createMailRelay, type RunningMailRelay } from "./index.ts";
import { NotRelayedError } from "./smtp.ts";

const DAY = 86_400_000;

function world() {
  const database = openDatabase(":memory:");
  const clock = new ManualClock();
  const sent: ComposedMail[] = [];
  const tried: string[] = [];
  const fails = new Map<string, NotRelayedError>();
  const warnings: unknown[] = [];
  const events: TraceEvent[] = [];
  const logger = {
    warn: (...words: unknown[]) => warnings.push(words),
    error: () => undefined,
  } as never as Logger;
  let last: RunningMailRelay | undefined;
  /** As after a kill: what ran before does nothing any more. */
  const open = (masterKey = Buffer.alloc(32, 1)) => {
    last?.close();
    const timers = new ManualTimers();
    const relay = createMailRelay({
      ...{ database, masterKey, clock, timers, logger, randomness: systemRandomness },
      trace: { record: (event) => void events.push(event) },
      from: "home@example.com",
      send: async (mail) => {
        const [to = ""] = mail.envelope.to;
        tried.push(to);
        const error = fails.get(to) ?? fails.get("*");
        if (error !== undefined) throw error;
        sent.push(mail);
      },
    });
    last = relay;
    const pass = async (milliseconds: number): Promise<void> => {
      clock.advanceSeconds(milliseconds / 1000);
      for (let passed = 0; passed <= milliseconds; passed += 60_000) timers.advance(60_000);
      await relay.settled();
    };
    return { ...relay, pass };
  };
  return {
    ...{ database, clock, sent, tried, fails, warnings, events, open },
    left: () => database.prepare("SELECT * FROM mail_relay").all(),
  };
}

const mailTo = (destination: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  ...{ sentAt: 0, medium: "EMAIL", destination, subject: "Code", body: "Your code is 493817." },
  ...{ cause: "SignUp", userPoolId: "", username: "", code: "493817", ...more },
});
const failure = (isFinal: boolean, isOfServer: boolean, status?: number) =>
  new NotRelayedError("the reason", { isFinal, isOfServer, status });

describe("SES-5 the relay of mail", () => {
  test("SES-5 hands each mail on, once, in the order of queueing", async () => {
    const { open, sent, left } = world();
    const relay = open();
    relay.start();
    relay.queue(mailTo("a@example.org"));
    relay.queue(mailTo("b@example.org", { from: "Gate <gate@example.com>" }));
    expect(sent).toEqual([]);
    await relay.pass(0);
    await relay.pass(DAY);
    expect(sent.map(({ envelope }) => envelope)).toEqual([
      { from: "home@example.com", to: ["a@example.org"] },
      { from: "gate@example.com", to: ["b@example.org"] },
    ]);
    expect(left()).toEqual([]);
  });

  test("SES-5 text messages and the simulator's mail go nowhere", async () => {
    const { open, left } = world();
    const relay = open();
    relay.queue(mailTo("+491701234567", { medium: "SMS" }));
    relay.queue(mailTo("success@simulator.amazonses.com", { parts: { isSimulated: true } }));
    expect(left()).toEqual([]);
  });

  test("SES-5 what was queued goes on after kill -9, under the same id", async () => {
    const { open, sent, fails, left } = world();
    fails.set("*", failure(false, true));
    const killed = open();
    killed.queue(mailTo("a@example.org"));
    await killed.pass(0);
    const [row] = left() as { id: string }[];
    fails.clear();
    const relay = open();
    relay.start();
    await relay.pass(60_000);
    expect(sent).toMatchObject([{ messageId: `<${row?.id}@portcullis.localhost>` }]);
    expect(left()).toEqual([]);
  });

  test("SES-5 a mail that is taken back with its transaction is not sent", async () => {
    const { database, open, tried } = world();
    const relay = open();
    const work = () =>
      database.transaction(() => {
        relay.queue(mailTo("a@example.org"));
        throw new Error("taken back");
      });
    expect(work).toThrow("taken back");
    await relay.pass(0);
    expect(tried).toEqual([]);
  });

  test("SES-5 the pauses double, for a day; then it is given up, and the reason is told", async () => {
    const { open, tried, fails, left, warnings, events } = world();
    fails.set("a@example.org", failure(false, false, 451));
    const relay = open();
    relay.queue(mailTo("a@example.org"));
    await relay.pass(0);
    await relay.pass(4_999);
    expect(tried).toHaveLength(1);
    await relay.pass(1);
    expect(tried).toHaveLength(2);
    await relay.pass(9_999);
    expect(tried).toHaveLength(2);
    await relay.pass(1);
    expect(tried).toHaveLength(3);
    expect(warnings).toHaveLength(1);
    for (let quarter = 0; quarter <= 24 * 4; quarter += 1) await relay.pass(900_000);
    expect(left()).toEqual([]);
    expect(JSON.stringify(warnings.at(-1))).toContain("24 hours are over: the reason");
    expect(events).toMatchObject([
      {
        operation: "Relay SignUp",
        verdict: "deny",
        wire: { code: "NotRelayed", message: expect.any(String) },
      },
    ]);
    expect(JSON.stringify([warnings, events])).not.toContain("493817");
  });

  test("SES-5 a refusal for good ends it at once, and keeps no other mail from going", async () => {
    const { open, tried, fails, sent, events } = world();
    fails.set("a@example.org", failure(true, false, 550));
    const relay = open();
    relay.queue(mailTo("a@example.org"));
    relay.queue(mailTo("b@example.org"));
    await relay.pass(0);
    await relay.pass(DAY);
    expect(tried).toEqual(["a@example.org", "b@example.org"]);
    expect(sent).toHaveLength(1);
    expect(events).toMatchObject([{ wire: { status: 550, message: "the reason" } }]);
  });

  test("SES-5 at a server that is away not every mail knocks", async () => {
    const { open, tried, fails, sent } = world();
    fails.set("*", failure(false, true));
    const relay = open();
    for (const name of ["a", "b", "c"]) relay.queue(mailTo(`${name}@example.org`));
    await relay.pass(0);
    expect(tried).toEqual(["a@example.org"]);
    fails.clear();
    await relay.pass(5_000);
    expect(sent).toHaveLength(3);
  });

  test("SES-5 a mail at which the server hangs up keeps no other from going", async () => {
    const { open, tried, fails, sent } = world();
    fails.set("a@example.org", failure(false, true));
    const relay = open();
    for (const name of ["a", "b", "c"]) relay.queue(mailTo(`${name}@example.org`));
    await relay.pass(0);
    expect(tried).toEqual(["a@example.org"]);
    await relay.pass(5_000);
    expect(sent).toHaveLength(2);
    relay.queue(mailTo("d@example.org"));
    await relay.pass(0);
    expect(sent).toHaveLength(3);
    expect(tried.at(-1)).toBe("d@example.org");
  });

  test("SES-5 a mail that comes while another is hung up on once more waits some seconds", async () => {
    const { open, tried, fails, sent } = world();
    fails.set("a@example.org", failure(false, true));
    const relay = open();
    relay.queue(mailTo("a@example.org"));
    for (let hour = 0; hour < 4; hour += 1) await relay.pass(900_000);
    const before = tried.length;
    const { get } = fails;
    fails.get = (to) => {
      if (to === "a@example.org") relay.queue(mailTo("b@example.org"));
      return get.call(fails, to);
    };
    await relay.pass(900_000);
    fails.get = get;
    expect(tried.length).toBeGreaterThan(before);
    await relay.pass(10_000);
    expect(sent.length).toBeGreaterThan(0);
  });

  test("SES-5 the longer a server is away, the longer are the pauses, however many mails wait", async () => {
    const { open, tried, fails } = world();
    fails.set("*", failure(false, true));
    const relay = open();
    for (let number = 0; number < 50; number += 1) relay.queue(mailTo(`${number}@example.org`));
    for (let hour = 0; hour < 12 * 4; hour += 1) await relay.pass(900_000);
    expect(tried.length).toBeLessThanOrEqual(12 * 4 + 8);
  });

  test("SES-5 a mail of another day is not sent any more", async () => {
    const { clock, open, tried, left, events } = world();
    open().queue(mailTo("a@example.org"));
    clock.advanceSeconds(DAY / 1000 + 1);
    const relay = open();
    relay.start();
    await relay.pass(0);
    expect(tried).toEqual([]);
    expect(left()).toEqual([]);
    expect(events).toHaveLength(1);
  });

  test("COG-MSG-1 a queued mail lies sealed, and another key opens none", async () => {
    const { open, tried, left } = world();
    open().queue(mailTo("a@example.org"));
    const [row] = left() as { sealed: Buffer }[];
    expect(Buffer.from(row?.sealed ?? []).toString("latin1")).not.toMatch(/493817|example/);
    const other = open(Buffer.alloc(32, 2));
    other.start();
    await other.pass(0);
    expect(tried).toEqual([]);
    expect(left()).toEqual([]);
  });

  test("nothing is sent after the end", async () => {
    const { open, tried, left } = world();
    const relay = open();
    relay.queue(mailTo("a@example.org"));
    relay.close();
    await relay.pass(DAY);
    expect(tried).toEqual([]);
    expect(left()).toHaveLength(1);
  });
});
