import { ADMIN_CLAIMS } from "../../testing/tokens";
import { personOf, scopesOf } from "./claims";

describe("scopesOf", () => {
  test("splits at blanks", () => {
    expect(scopesOf({ scope: "openid  Admins-x email" })).toEqual(["openid", "Admins-x", "email"]);
  });

  test.each([[{}], [{ scope: 1 }], [{ scope: ["openid"] }], [{ scope: "" }]])("%j has none", (claims) => {
    expect(scopesOf(claims)).toEqual([]);
  });
});

describe("personOf", () => {
  test("reads name, addresses, marks and groups", () => {
    expect(personOf(ADMIN_CLAIMS)).toEqual({
      id: ADMIN_CLAIMS.sub,
      name: "Ada Admin",
      email: "admin@example.com",
      emailVerified: true,
      phone: "+441632960000",
      phoneVerified: false,
      groups: ["Admins"],
    });
  });

  test("puts a name together", () => {
    expect(personOf({ given_name: "Ada", family_name: "Lovelace" }).name).toBe("Ada Lovelace");
  });

  test.each([
    ["\u202egnp.exe", "gnp.exe"],
    ["Ada\u0000\u0007\u200b\u2066 Admin\ufeff", "Ada Admin"],
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["Åsa Ünal 王 👩‍🔧", "Åsa Ünal 王 👩‍🔧"],
    ["🏰".repeat(2_000), `${"🏰".repeat(254)}…`],
    ["\u202e \u200b", undefined],
  ])("%j as a name is shown as %j", (name, shown) => {
    expect(personOf({ name }).name).toBe(shown);
  });

  test("says nothing that the token does not say", () => {
    const nobody = personOf({ email_verified: "yes", "cognito:groups": "Admins", name: "" });
    expect(nobody).toMatchObject({ name: undefined, email: undefined, emailVerified: false, groups: [] });
  });
});
