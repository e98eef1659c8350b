import { afterEach, describe, expect, test } from "vitest";
import type { OutgoingMessage } from "../../core/ports/mailbox.ts";
import { composeMail } from "./composed-mail.ts";
import { createSmtp, NotRelayedError } from "./smtp.ts";
import { readSmtpSettings, type SmtpSettings } from "./smtp-settings.ts";
import { startMailServer } from "./testing/mail-server.ts";

type Server = Awaited<ReturnType<typeof startMailServer>>;
const servers: Server[] = [];
const serverWith = async (options?: Parameters<typeof startMailServer>[0]) => {
  const server = await startMailServer(options);
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const login = { user: "home", pass: "correct-horse" };
const around = { id: "8f14e45f", defaultFrom: "Home <home@example.com>" };
const message: OutgoingMessage = {
  ...{
    sentAt: 0,
    medium: "EMAIL",
    destination: "eve@example.org",
    subject: "Grüße",
    body: "The gate is open.",
  },
  ...{ cause: "SES", userPoolId: "", username: "", code: "" },
};
const mail = composeMail(message, around);
const settings = (port: number, more: Partial<SmtpSettings> = {}): SmtpSettings => ({
  ...{ host: "localhost", port, tls: "required", from: around.defaultFrom, ...more },
});
const failureOf = async (sent: Promise<void>) => {
  const error = await sent.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NotRelayedError);
  return error as NotRelayedError;
};

describe("SES-4 a mail server", () => {
  test.each([
    ["STARTTLS", {}, "required"],
    ["TLS from the first byte", { tls: true }, "implicit"],
    ["STARTTLS where it is offered", {}, "offered"],
  ] as const)(
    "SES-4 gets mail and password under %s, when its certificate is trusted",
    async (_, options, tls) => {
      const server = await serverWith({ ...options, login });
      await createSmtp(settings(server.port, { tls, login }), { ca: server.certificate })(mail);
      expect(server.received).toMatchObject([
        { from: "home@example.com", to: ["eve@example.org"], user: "home", isEncrypted: true },
      ]);
      expect(server.received[0]?.source).toContain("Message-ID: <8f14e45f@portcullis.localhost>");
      expect(server.received[0]?.source).toContain("The gate is open.");
    },
  );

  test.each([
    ["required", {}],
    ["offered", {}],
    ["implicit", { tls: true }],
  ] as const)("SES-4 gets nothing (%s) when its certificate is not", async (tls, options) => {
    const server = await serverWith({ ...options, login });
    const error = await failureOf(createSmtp(settings(server.port, { tls, login }))(mail));
    expect(error).toMatchObject({ isFinal: false, isOfServer: true });
    expect(error.message).toMatch(/certificate/);
    expect(server.received).toEqual([]);
  });

  test("SES-4 gets nothing when it has no STARTTLS, unless the person said so", async () => {
    const server = await serverWith({ offersTls: false });
    const error = await failureOf(createSmtp(settings(server.port))(mail));
    expect(error).toMatchObject({ isFinal: false, isOfServer: true });
    await createSmtp(settings(server.port, { tls: "none" }))(mail);
    await createSmtp(settings(server.port, { tls: "offered" }))(mail);
    expect(server.received).toMatchObject([{ isEncrypted: false }, { isEncrypted: false }]);
  });

  test("SES-4 that lets nobody in with this password is tried again, and the password is not told", async () => {
    const server = await serverWith({ login });
    const wrong = { user: "home", pass: "a-wrong-password" };
    const smtp = createSmtp(settings(server.port, { login: wrong }), { ca: server.certificate });
    const error = await failureOf(smtp(mail));
    expect(error).toMatchObject({ isFinal: false, isOfServer: true, status: 535 });
    expect(JSON.stringify([error.message, error])).not.toContain("wrong-password");
  });

  test.each([
    [550, { isFinal: true, isOfServer: false, status: 550 }],
    [451, { isFinal: false, isOfServer: false, status: 451 }],
  ])("SES-5 says by %i whether to try again", async (code, told) => {
    const server = await serverWith();
    server.refusals.set("eve@example.org", code);
    expect(await failureOf(createSmtp(settings(server.port, { tls: "none" }))(mail))).toMatchObject(told);
  });

  test("SES-5 that is not there is tried again", async () => {
    const server = await serverWith();
    await servers.pop()?.close();
    const error = await failureOf(createSmtp(settings(server.port, { tls: "none" }))(mail));
    expect(error).toMatchObject({ isFinal: false, isOfServer: true });
  });
});

describe("what is sent", () => {
  test("both parts, who else has it, where to answer, headers; blind copies nowhere", async () => {
    const server = await serverWith();
    const parts = {
      ...{ text: "open", html: "<b>open</b>", to: ["Eve <eve@example.org>"], cc: ["Ann <ann@example.org>"] },
      ...{ replyTo: ["desk@example.com"], returnPath: "bounces@example.com" },
      headers: [{ name: "X-Gate", value: "north" }],
    };
    const composed = composeMail({ ...message, from: "Gate <gate@example.com>", parts }, around);
    await createSmtp(settings(server.port, { tls: "none" }))(composed);
    const [received] = server.received;
    expect(received).toMatchObject({ from: "bounces@example.com", to: ["eve@example.org"] });
    for (const line of [
      "From: Gate <gate@example.com>",
      "To: Eve <eve@example.org>",
      "Cc: Ann <ann@example.org>",
      "Reply-To: desk@example.com",
      "X-Gate: north",
      "<b>open</b>",
    ]) {
      expect(received?.source).toContain(line);
    }
  });

  test.each([
    ["x@evil.net(@ <gate@example.com>", '"x@evil.net(@" <gate@example.com>'],
    ["( <gate@example.com>", '"(" <gate@example.com>'],
    ['"Gate \\"north\\"" <gate@example.com>', '"Gate \\"north\\"" <gate@example.com>'],
    ["gate@example.com", "gate@example.com"],
  ])("SES-3 %s is from who was judged", async (from, line) => {
    const server = await serverWith();
    const composed = composeMail({ ...message, from, parts: { to: [from] } }, around);
    await createSmtp(settings(server.port, { tls: "none" }))(composed);
    const [received] = server.received;
    expect(received?.from).toBe("gate@example.com");
    expect(received?.source).toContain(`From: ${line}\r\n`);
    expect(received?.source).toContain(`To: ${line}\r\n`);
  });

  test("a raw message as it is, without Bcc and Return-Path", async () => {
    const server = await serverWith();
    const raw = [
      "From: a@example.com",
      "Bcc: hidden@example.org,",
      " also@example.org",
      "Return-Path: <x@example.com>",
      "Subject: Raw",
      "",
      "Bcc: of the body",
      "",
    ].join("\r\n");
    const parts = { raw: Buffer.from(raw).toString("base64") };
    await createSmtp(settings(server.port, { tls: "none" }))(
      composeMail({ ...message, from: "a@example.com", parts }, around),
    );
    expect(server.received[0]?.source).toBe(
      "From: a@example.com\r\nSubject: Raw\r\n\r\nBcc: of the body\r\n",
    );
  });
});

describe("SES-4 the address of a server", () => {
  const read = (address: string | undefined, more: object = {}) =>
    readSmtpSettings({ address, from: undefined, user: undefined, password: undefined, ...more });

  test.each([
    ["smtp://mail.example.com", { host: "mail.example.com", port: 587, tls: "required" }],
    ["smtp://mail.example.com:2525/", { port: 2525, tls: "required" }],
    ["smtps://mail.example.com", { port: 465, tls: "implicit" }],
    ["smtp://localhost:1025", { host: "localhost", port: 1025, tls: "offered" }],
    ["smtp://[::1]:1025", { host: "::1", tls: "offered" }],
    ["smtp://127.0.0.1.example.com", { tls: "required" }],
    ["smtp+plain://mailpit:1025", { host: "mailpit", port: 1025, tls: "none" }],
  ])("%s", (address, expected) => {
    expect(read(address)).toMatchObject({ from: "no-reply@localhost", ...expected });
  });

  test("SES-5 there is none unless somebody names it", () => {
    expect(read(undefined)).toBeUndefined();
    expect(read("", { user: "home", password: "x" })).toBeUndefined();
  });

  test.each([
    ["mail.example.com:587", {}, "--smtp must be"],
    ["http://mail.example.com", {}, "--smtp must be"],
    ["smtp://", {}, "--smtp must be"],
    ["smtp://home:s3cret-word@mail.example.com", {}, "PORTCULLIS_SMTP_PASSWORD"],
    ["smtp://home:s3cret-word@", {}, "--smtp must be"],
    ["smtp://mail.example.com/?password=s3cret-word", {}, "nothing behind"],
    ["smtp://mail.example.com", { user: "home" }, "set together"],
    ["smtp://mail.example.com", { password: "s3cret-word" }, "set together"],
    ["smtp+plain://mail.example.com", { user: "home", password: "s3cret-word" }, "in the clear"],
    ["smtp://mail.example.com", { from: "home" }, "--smtp-from"],
    ["smtp://mail.example.com", { from: "a@b.c\r\nBcc: x@y.z" }, "--smtp-from"],
  ])("SES-4 %s with %j is refused, and no password is told", (address, more, text) => {
    expect(() => read(address, more)).toThrow(text);
    expect(() => read(address, more)).not.toThrow("s3cret-word");
  });
});
