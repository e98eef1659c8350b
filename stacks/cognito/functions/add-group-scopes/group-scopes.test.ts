import { describe, expect, test } from "vitest";
import { groupScopes } from "./group-scopes.ts";

const REMOVED = { keepSelfService: false };

describe("groupScopes (C6)", () => {
  test("an administrator gains the scope of the group and the base scopes", () => {
    expect(groupScopes(["Admins"], "client1", REMOVED).scopesToAdd).toEqual([
      "openid",
      "profile",
      "email",
      "Admins-client1",
    ]);
  });

  test("a person without groups gains the base scopes only", () => {
    expect(groupScopes([], "client1", REMOVED).scopesToAdd).toEqual(["openid", "profile", "email"]);
  });

  test("HOME-10 the self-service scope is taken away as a scope", () => {
    expect(groupScopes([], "client1", REMOVED).scopesToSuppress).toEqual(["aws.cognito.signin.user.admin"]);
  });

  test("HOME-10 the self-service scope stays where people change their own second factor, and is given to nobody", () => {
    const { scopesToAdd, scopesToSuppress } = groupScopes(["Admins"], "client1", { keepSelfService: true });
    expect(scopesToSuppress).toEqual([]);
    expect(scopesToAdd).not.toContain("aws.cognito.signin.user.admin");
  });

  test("a group name with a blank grants nothing, so it cannot smuggle in a second scope", () => {
    expect(groupScopes(["x Admins"], "client1", REMOVED).scopesToAdd).toEqual(["openid", "profile", "email"]);
  });
});
