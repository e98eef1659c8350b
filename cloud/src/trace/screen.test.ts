import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masked, screened, screenedPath } from "./screen.ts";
import { aDenial } from "./testing/events.ts";

const JWT =
  "eyJraWQiOiJhYmMiLCJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJlZGU0In0.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU";

describe("TRACE-2 what looks like a secret is masked", () => {
  it.each([
    ["a token", JWT, "(token)"],
    ["a token without its signature", JWT.slice(0, JWT.lastIndexOf(".")), "(token)"],
    ["a token after Bearer", `Bearer ${JWT}`, "Bearer (token)"],
    ["an access key", "key AKIAIOSFODNN7EXAMPLE", "key AKIA…MPLE"],
    ["a secret key", "q9Zb2K/xT4vLr8Yn+Uc1Wd6Pm3Hs7Jf5Ga0EoQi", "(secret)"],
    ["a secret behind a pool's id", "eu-west-1_2hC93QBX9q9Zb2K/xT4vLr8Yn+Uc1Wd6Pm3Hs7Jf5Ga0EoQi", "(secret)"],
    ["a signature", "a".repeat(32) + "0123456789abcdef".repeat(2), "(secret)"],
    ["a base32 secret", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "(secret)"],
    ["a code in an address", "https://a.example/?code=abc&x=1", "https://a.example/?code=(left out)&x=1"],
    [
      "a value that a validation repeats",
      "Value 'hunter2' at 'password' failed",
      "Value '…' at 'password' failed",
    ],
  ])("%s", (_title, text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each([
    "arn:aws:iam::123456789012:role/home-api-ControlGateFunctionRole-PnOJ4iVwLvC2",
    "arn:aws:sts::123456789012:assumed-role/app-HandlerRole-bM6BdpFCWu7Y/app-Handler-x4kP0aVbQ8Zt",
    "eu-west-1_2hC93QBX9",
    "http://localhost:4566/eu-west-1_2hC93QBX9",
    "http://127.0.0.1:39251/us-gov-west-1_aB3dE5gH7/.well-known/jwks.json",
    "o980ti9xc24u3ovd19equxen73",
    "home-api-ControlGateFunction-x4kP0aVbQ8Zt",
    "home-api-Fn-x4kP0aVbQ8Zt",
    "Admins-o980ti9xc24u3ovd19equxen73",
    "29679758-0ac3-47a2-aab3-7a074086aaba",
    "ValidationException: 1 validation error detected",
  ])("names stay: %s", (name) => {
    expect(masked(name)).toBe(name);
  });

  it("of random keys of 40 characters hardly one gets through", () => {
    const base64 = fc.uint8Array({ minLength: 30, maxLength: 30 }).map((bytes) => Buffer.from(bytes));
    const secrets = fc.sample(fc.noShrink(base64), { numRuns: 500, seed: 1 });

    const shown = secrets.map((bytes) => bytes.toString("base64")).filter((key) => masked(key) === key);

    // fast-check likes zeros, which look like words: `AAAAAAAA…`.
    expect(shown.filter((key) => new Set(key).size > 20).length).toBeLessThan(10);
  });
});

describe("TRACE-1 what is kept of an event is short", () => {
  it("texts at 512 characters, with their length; lists at 20, with how many more", () => {
    const { why, from } = screened(
      aDenial({
        why: {
          reason: "scope-missing",
          asked: { scopes: Array.from({ length: 30 }, (_, index) => `scope${index}`) },
          had: { fault: "y ".repeat(400) },
        },
        from: { ip: "127.0.0.1", userAgent: "z ".repeat(200) },
      }),
    );

    expect(why?.asked?.["scopes"]).toHaveLength(21);
    expect(([why?.asked?.["scopes"]].flat() as string[]).at(-1)).toBe("… 10 more");
    expect(why?.had?.["fault"]).toBe(`${"y ".repeat(256)}… (800 characters)`);
    expect(from?.userAgent).toHaveLength(120);
  });
});

it("TRACE-2 the id of a key that is published stays, whatever it looks like; what is no id does not", () => {
  const kid = "DJPU+KuigVpQV44E5yMFYHm30pLkTeFQfdl2SLLD4qs=";
  const kept = (value: string) =>
    screened(aDenial({ why: { reason: "api-token-not-genuine", had: { kid: value } } })).why?.had?.["kid"];

  expect(kept(kid)).toBe(kid);
  expect(kept(JWT)).toBe("(token)");
});

it.each([
  ["what a client asks for", `/files?token=${JWT}`, "/files"],
  ["a token in a name", `/files/${JWT}/list`, "/files/(token)/list"],
  ["an address in a name", "/people/anna@example.com", "/people/a***@e***"],
])("TRACE-2 the path of a request is kept without %s", (_title, url, expected) => {
  expect(screenedPath(url)).toBe(expected);
});
