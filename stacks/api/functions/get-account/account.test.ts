import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { readAccount } from "./account.ts";

const SUB = "34c84488-e0e1-70ae-d2ee-991ad1a898c8";

function reply(status: number, body: unknown, errorType?: string) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: { "x-amzn-errortype": errorType }, body: Buffer.from(text) };
}

const read = (body: unknown) => readAccount(SUB, async () => reply(200, body));

describe("DOOR-9 readAccount", () => {
  test("asks for the sub of the token and passes its second factors on, nothing else", async () => {
    const getUser = vi.fn(async () =>
      reply(200, {
        Username: SUB,
        UserAttributes: [{ Name: "email", Value: "ada@example.com" }],
        PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
        UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      }),
    );
    expect(await readAccount(SUB, getUser)).toEqual({
      kind: "account",
      account: { mfa: ["SOFTWARE_TOKEN_MFA"] },
    });
    expect(getUser.mock.calls).toEqual([[SUB]]);
  });

  test("a person without the list has no second factor", async () => {
    expect(await read({ Username: SUB })).toEqual({ kind: "account", account: { mfa: [] } });
  });

  test.each([
    undefined,
    null,
    "",
    "ada@example.com",
    SUB.toUpperCase(),
    `${SUB} `,
    `${SUB}\n`,
    [SUB],
    { toString: () => SUB },
    "x".repeat(100_000),
  ])("a token whose sub is none (%j) is nobody, and nobody is asked about", async (sub) => {
    const getUser = vi.fn(async () => reply(200, { Username: SUB }));
    expect(await readAccount(sub, getUser)).toEqual({ kind: "gone" });
    expect(getUser).not.toHaveBeenCalled();
  });

  test.each([
    "",
    "[]",
    "null",
    '"SOFTWARE_TOKEN_MFA"',
    "<html>",
    "{}",
    { UserMFASettingList: [] },
    { Username: SUB, UserMFASettingList: null },
    { Username: SUB, UserMFASettingList: "SOFTWARE_TOKEN_MFA" },
    { Username: SUB, UserMFASettingList: { 0: "SOFTWARE_TOKEN_MFA" } },
    { Username: SUB, UserMFASettingList: [1] },
  ])("an answer of another form (%j) is a failure, never no second factor", async (body) => {
    expect(await read(body)).toEqual({
      kind: "failed",
      error: { code: "", message: "AdminGetUser answered in another form." },
    });
  });

  test("a person who is not there any more is gone", async () => {
    const missing = reply(400, { message: "User does not exist." }, "UserNotFoundException:");
    expect(await readAccount(SUB, async () => missing)).toEqual({ kind: "gone" });
  });

  test.each([
    [400, "AccessDeniedException"],
    [400, "TooManyRequestsException"],
    [400, "ResourceNotFoundException"],
    [500, "InternalErrorException"],
  ])("%i %s is a failure", async (status, code) => {
    const failed = reply(status, { message: "why" }, code);
    expect(await readAccount(SUB, async () => failed)).toEqual({
      kind: "failed",
      error: { code, message: "why" },
    });
  });

  test("whatever is answered, only a list of names comes out", () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (body) => {
        const reading = await read(body);
        return (
          reading.kind === "failed" || (reading.kind === "account" && Array.isArray(reading.account.mfa))
        );
      }),
    ));
});
