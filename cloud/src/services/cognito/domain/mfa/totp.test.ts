import { Secret, TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { systemRandomness } from "../../../../core/randomness.ts";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import { encodeBase32 } from "./base32.ts";
import { createSoftwareTokens } from "./software-tokens.ts";
import { matchingStep, timeStep, totpCode } from "./totp.ts";

const NOW = Date.parse("2026-09-03T08:05:09Z");
const secret = Buffer.from("12345678901234567890");

describe("MFA codes", () => {
  test("COG-MFA RFC 6238 appendix B, last six digits", () => {
    expect(totpCode(secret, timeStep(59_000))).toBe("287082");
    expect(totpCode(secret, timeStep(1_111_111_109_000))).toBe("081804");
    expect(totpCode(secret, timeStep(20_000_000_000_000))).toBe("353130");
  });

  test("COG-MFA an authenticator app that reads our Base32 shows our codes", () => {
    for (const size of [16, 19, 20, 32]) {
      const bytes = systemRandomness.bytes(size);
      const app = new TOTP({ secret: Secret.fromBase32(encodeBase32(bytes)) });

      expect(matchingStep(bytes, app.generate({ timestamp: NOW }), NOW)).toBe(timeStep(NOW));
    }
  });

  test("COG-MFA one step off is taken, two are not, and nothing else is a code", () => {
    const codeAt = (steps: number): string => totpCode(secret, timeStep(NOW) + steps);

    expect(matchingStep(secret, codeAt(-1), NOW)).toBe(timeStep(NOW) - 1);
    expect(matchingStep(secret, codeAt(1), NOW)).toBe(timeStep(NOW) + 1);
    expect(matchingStep(secret, codeAt(-2), NOW)).toBeUndefined();
    expect(matchingStep(secret, codeAt(2), NOW)).toBeUndefined();
    for (const junk of ["", "12345", "1234567", "abcdef", " 12345", "１２３４５６"]) {
      expect(matchingStep(secret, junk, NOW)).toBeUndefined();
    }
  });

  test("COG-MFA-2 an accepted code, or an older one, is not accepted again", () => {
    const clock = new ManualClock(NOW);
    const tokens = createSoftwareTokens({
      database: openDatabase(":memory:"),
      masterKey: Buffer.alloc(32, 1),
      clock,
      randomness: systemRandomness,
    });
    const owner = { userPoolId: "eu-west-1_AbCdEfGhI", sub: "ann" };
    const { secretCode, sealedSecret } = tokens.create(owner);
    const app = new TOTP({ secret: Secret.fromBase32(secretCode) });
    const code = app.generate({ timestamp: NOW });
    const before = app.generate({ timestamp: NOW - 30_000 });

    expect(secretCode).toMatch(/^[A-Z2-7]{52}$/);
    expect(tokens.check(owner, { sealedSecret, lastUsedStep: 0 }, code)).toEqual({
      kind: "accepted",
      step: timeStep(NOW),
    });
    expect(tokens.check(owner, { sealedSecret, lastUsedStep: timeStep(NOW) }, code).kind).toBe("used");
    expect(tokens.check(owner, { sealedSecret, lastUsedStep: timeStep(NOW) }, before).kind).toBe("used");
    expect(() => tokens.check({ ...owner, sub: "bob" }, { sealedSecret, lastUsedStep: 0 }, code)).toThrow();
  });
});
