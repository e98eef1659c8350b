import { describe, expect, test } from "vitest";
import { systemRandomness } from "../../../../core/randomness.ts";
import { aPool } from "../../testing/records.ts";
import { assertPasswordPolicy, passwordRefusal, temporaryPassword } from "./password-policy.ts";

const { passwordPolicy: strict } = aPool({});
const none = {
  ...strict,
  minimumLength: 6,
  requireLowercase: false,
  requireUppercase: false,
  requireNumbers: false,
  requireSymbols: false,
};

describe("COG-1 password policy", () => {
  test("each family of operations has its own words", () => {
    const tail = "Password not long enough";
    expect(passwordRefusal(strict, "a", "sign-up")?.message).toBe(
      `Password did not conform with policy: ${tail}`,
    );
    expect(passwordRefusal(strict, "a", "administrator")?.message).toBe(
      `Password did not conform with password policy: ${tail}`,
    );
    expect(passwordRefusal(strict, "a", "change")?.message).toBe(
      `Password does not conform to policy: ${tail}`,
    );
  });

  test("the trace names this rule and what is broken, not the password", () => {
    expect(passwordRefusal(strict, "a", "change")?.why).toEqual({
      rule: "COG-1",
      reason: "new-password-refused",
      asked: { rule: "Password not long enough" },
    });
  });

  test("every symbol of Cognito counts, and a space inside", () => {
    for (const symbol of "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=") {
      expect([symbol, passwordRefusal(strict, `Passw0rd${symbol}`, "change")]).toEqual([symbol, undefined]);
    }
    expect(passwordRefusal(strict, "Pass w0rd", "change")).toBeUndefined();
    for (const other of [" Passw0rd", "Passw0rd ", "Passw0rdé", "Passw0rd€"]) {
      expect(passwordRefusal(strict, other, "change")?.message).toMatch(/symbol characters$/);
    }
  });

  test("rules that are off are not asked", () => {
    expect(() => assertPasswordPolicy(none, "abcdef", "change")).not.toThrow();
    expect(() => assertPasswordPolicy(none, "abcde", "change")).toThrow("not long enough");
    expect(() => assertPasswordPolicy({ ...none, requireNumbers: true }, "abcdef", "change")).toThrow(
      "numeric",
    );
  });

  test("length counts characters, not UTF-16 units", () => {
    expect(passwordRefusal(none, "😀😀😀", "change")?.message).toMatch(/not long enough$/);
  });

  test("generated passwords satisfy any policy and differ", () => {
    const long = { ...strict, minimumLength: 99 };
    const made = Array.from({ length: 200 }, () => temporaryPassword(strict, systemRandomness));
    for (const password of made) expect(passwordRefusal(strict, password, "administrator")).toBeUndefined();
    expect(new Set(made).size).toBe(200);
    expect(temporaryPassword(long, systemRandomness)).toHaveLength(99);
    expect(passwordRefusal(long, temporaryPassword(long, systemRandomness), "administrator")).toBeUndefined();
  });
});
