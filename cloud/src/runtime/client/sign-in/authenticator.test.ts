import { describe, expect, it } from "vitest";
import { movableClock } from "../../../core/clock.ts";
import { Authenticator } from "./authenticator.ts";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("an authenticator app of a client", () => {
  it("gives the codes of RFC 6238's table", () => {
    const authenticator = new Authenticator(SECRET, { now: () => 1_111_111_109_000 });

    expect(authenticator.next()).toBe("081804");
  });

  it("gives no code twice, and says what to do when those of this time are spent", () => {
    const clock = movableClock({ now: () => 60_000 });
    const authenticator = new Authenticator(SECRET, clock);

    const codes = [authenticator.next(), authenticator.next()];
    expect(() => authenticator.next()).toThrow("cloud.clock.advance(30)");
    clock.advance(30_000);
    codes.push(authenticator.next());

    expect(new Set(codes).size).toBe(3);
  });

  it("refuses a secret that is not Base32", () => {
    expect(() => new Authenticator("not base32!", { now: () => 0 })).toThrow("not Base32");
  });
});
