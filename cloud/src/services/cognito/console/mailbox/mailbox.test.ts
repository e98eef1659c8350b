import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OutgoingMessage } from "../../../../core/ports/mailbox.ts";
import type { TracedRequest } from "../../../../wire/console-area.ts";
import { consoleWorld } from "../testing/console-world.ts";

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const REQUEST: TracedRequest = {
  request: "0f0f",
  short: "0f",
  seq: 1,
  at: NOW + 20,
  verdict: "allow",
  service: "cognito-idp",
  operation: "ForgotPassword",
  who: "nobody",
  headline: "Passed",
  sentence: "",
  decided: "",
};

let world: Awaited<ReturnType<typeof consoleWorld>>;
beforeEach(async () => {
  world = await consoleWorld({ traced: [REQUEST] });
});
afterEach(() => world.close());

const deliver = (changes: Partial<OutgoingMessage> = {}) =>
  world.console.mailbox.deliver({
    sentAt: NOW,
    medium: "EMAIL",
    destination: "eve@example.com",
    subject: "Your verification code",
    body: "Your confirmation code is 839295",
    cause: "ForgotPassword",
    userPoolId: "eu-west-1_AbCdEfGhI",
    username: "eve",
    code: "839295",
    ...changes,
  });

describe("the mailbox", () => {
  test("says that it is empty, and the next command", async () => {
    const page = await world.visit("mailbox");
    expect(page).toContain("Nothing was sent yet.");
    expect(page).toContain("npx portcullis user add you@example.com");
    expect(page).not.toContain("Empty …");
  });

  test("a code is one click away in the list; a first password is copied unseen", async () => {
    deliver();
    deliver({ cause: "AdminCreateUser", subject: "", code: "f1rst-pass" });
    const page = await world.visit("mailbox");
    expect(page).toContain("<code>839295</code>");
    expect(page).toContain('data-copy="839295"');
    expect(page).toContain('data-copy="f1rst-pass" aria-label="Copy the first password for eve@example.com"');
    expect(page).not.toContain("<code>f1rst-pass</code>");
  });

  test("a mail of nobody's pool has a sender, no code and no person behind it", async () => {
    const own = { userPoolId: "", username: "", code: "", cause: "SES", from: "Gates <a@example.com>" };
    deliver({ ...own, subject: "Open", body: "The gate is open." });
    expect(await world.visit("mailbox")).not.toContain("data-copy");
    const [message] = world.console.mailbox.list();
    const page = await world.visit(`mailbox/${message?.id ?? ""}`);
    expect(page).toContain("Gates &lt;a@example.com&gt;");
    expect(page).not.toContain("Copy code");
    expect(page).not.toContain("/people/");
  });

  test("searches address, subject, text, code and cause", async () => {
    deliver();
    deliver({ destination: "bob@example.com", subject: "Other", body: "nothing", code: "111111" });
    for (const text of ["EVE@", "839295", "verification", "confirmation"]) {
      const page = await world.visit(`mailbox?q=${encodeURIComponent(text)}`);
      expect(page).toContain("1–1 of 1");
      expect(page).not.toContain("bob@example.com");
    }
    expect(await world.visit("mailbox?q=%3Cb%3E")).toContain("No message holds “&lt;b&gt;”.");
  });

  test("a page at a time, newest first", async () => {
    for (let index = 0; index < 51; index += 1) deliver({ code: String(100_000 + index) });
    const page = await world.visit("mailbox");
    expect(page).toContain("1–50 of 51");
    expect(page).not.toContain("<code>100000</code>");
    expect(await world.visit("mailbox?from=50")).toContain("<code>100000</code>");
    expect(await world.visit("mailbox?from=-1")).toContain("1–50 of 51");
  });

  test("an opened message says for whom it is, why, and until when its code counts", async () => {
    deliver();
    const page = await world.visit("mailbox/1");
    expect(page).toContain('href="/_portcullis/people/eu-west-1_AbCdEfGhI/eve"');
    expect(page).toContain('<a href="/_portcullis/trace/0f0f">ForgotPassword, asked by nobody</a>');
    expect(page).toContain(`datetime="${new Date(NOW + 3_600_000).toISOString()}"`);
    expect(page).toContain('<div class="paper"><p>Your confirmation code is 839295</p></div>');
  });

  test("a code that signs in counts for its sign-in; of no other is it said until when", async () => {
    deliver({ cause: "Authentication" });
    const page = await world.visit("mailbox/1");
    expect(page).toContain("Code, good for the sign-in that asked for it");
    expect(page).not.toContain("Code, good until");
    deliver({ cause: "AdminCreateUser" });
    expect(await world.visit("mailbox/2")).toContain("First password");
  });

  test("a message whose request is not kept says so; another's request is not taken for it", async () => {
    deliver({ sentAt: NOW - 60_000 });
    deliver({ cause: "SignUp" });
    for (const id of ["1", "2"]) {
      expect(await world.visit(`mailbox/${id}`)).toContain("the request is not in the trace");
    }
  });

  test("shows a message as a phone does, and its source", async () => {
    deliver({ medium: "SMS", subject: "", body: "Code 839295" });
    expect(await world.visit("mailbox/1")).toContain('<div class="bubble"><p>Code 839295</p></div>');
    expect(await world.visit("mailbox/1?as=source")).toContain("To: eve@example.com");
    expect(await world.visit("mailbox/1?as=mail")).toContain('class="paper"');
  });

  test("one that is gone, or never was, is told", async () => {
    expect(await world.visit("mailbox/77")).toContain("There is no such message");
  });

  test("CON-8 is emptied only when the word is typed", async () => {
    deliver();
    expect((await world.submit("mailbox/empty", { name: "yes" })).notice?.verdict).toBe("no");
    expect(world.console.mailbox.count()).toBe(1);
    expect((await world.submit("mailbox/empty", { name: "Mailbox" })).notice?.verdict).toBe("yes");
    expect(world.console.mailbox.count()).toBe(0);
  });
});
