import { describe, expect, test, vi } from "vitest";
import { endSessions } from "./end-sessions.ts";

const SUB = "34c84488-e0e1-70ae-d2ee-991ad1a898c8";

function reply(status: number, body: object, errorType?: string) {
  return { status, headers: { "x-amzn-errortype": errorType }, body: Buffer.from(JSON.stringify(body)) };
}

describe("DOOR-10 endSessions", () => {
  test("ends the sessions of the sub of the token", async () => {
    const globalSignOut = vi.fn(async () => reply(200, {}));
    expect(await endSessions(SUB, globalSignOut)).toEqual({ kind: "signedOut" });
    expect(globalSignOut.mock.calls).toEqual([[SUB]]);
  });

  test.each([undefined, null, "", "admin@example.com", `${SUB},${SUB}`, `../${SUB}`, [SUB], 1])(
    "a token whose sub is none (%j) ends nobody's sessions",
    async (sub) => {
      const globalSignOut = vi.fn(async () => reply(200, {}));
      expect(await endSessions(sub, globalSignOut)).toEqual({ kind: "gone" });
      expect(globalSignOut).not.toHaveBeenCalled();
    },
  );

  test("a person who is not there any more is gone", async () => {
    const missing = reply(400, { message: "User does not exist." }, "UserNotFoundException");
    expect(await endSessions(SUB, async () => missing)).toEqual({ kind: "gone" });
  });

  test.each([
    [400, "AccessDeniedException"],
    [400, "TooManyRequestsException"],
    [500, "InternalErrorException"],
    [302, ""],
  ])("%i %s is a failure, not a sign-out", async (status, code) => {
    const failed = reply(status, { message: "why" }, code);
    expect(await endSessions(SUB, async () => failed)).toEqual({
      kind: "failed",
      error: { code, message: "why" },
    });
  });
});
