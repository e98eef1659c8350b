import { describe, expect, test } from "vitest";
import { parseAccess } from "./access-file.ts";

describe("the member access of portcullis.json", () => {
  test("left out, nothing is meant to be open", () => {
    expect(parseAccess(undefined, "access")).toEqual({
      public: [],
      safe: [],
      audience: undefined,
      openSignUp: false,
      profile: "development",
      said: {},
    });
  });

  test("says what is meant", () => {
    const given = {
      public: ["GET /health", "URL of Webhook"],
      safe: ["GET /orders/{id}"],
      audience: ["Web"],
      openSignUp: true,
      profile: "production",
      said: { "GET /orders": "your own" },
    };
    expect(parseAccess(given, "access")).toEqual(given);
  });

  test.each([
    [[], "must be an object"],
    [{ opne: [] }, 'unknown member "opne"'],
    [{ public: ["/health"] }, 'is no route such as "GET /orders"'],
    [{ safe: ["URL of Webhook"] }, 'is no route such as "GET /orders"'],
    [{ safe: "GET /" }, "must be a list of routes"],
    [{ openSignUp: "yes" }, '"openSignUp" must be true or false'],
    [{ profile: "prod" }, '"profile" must be'],
  ])("refuses %j", (given, words) => {
    expect(() => parseAccess(given, "access")).toThrow(words);
  });
});
