import { describe, expect, test } from "vitest";
import { systemRandomness } from "../../../../core/randomness.ts";
import { decodePageToken, encodePageToken, pageInOrder } from "../../shared/pagination.ts";
import { aClient, aPool } from "../../testing/records.ts";
import { mayRead, mayWrite } from "../clients/attribute-permissions.ts";
import { STANDARD_ATTRIBUTES } from "../pools/schema.ts";
import { isEmailAddress, isPhoneNumber, maskDestination } from "./attribute-formats.ts";
import { assertRequiredAttributes, mergeAttributes, parseAttributes } from "./attributes.ts";
import { parseFilter } from "./filter.ts";
import { newUserId } from "./user-id.ts";
import { parseChosenName } from "./username-rules.ts";

describe("COG-2 user names", () => {
  test("an e-mail pool takes e-mails, a mixed one either, and each says what it wants", () => {
    const email = aPool({ usernameAttributes: ["email"] });
    const phone = aPool({ usernameAttributes: ["phone_number"] });
    const both = aPool({ usernameAttributes: ["email", "phone_number"] });
    expect(parseChosenName(email, "a@b.cd")).toEqual({
      username: undefined,
      attributes: { email: "a@b.cd" },
    });
    expect(parseChosenName(both, "+12065550100").attributes).toEqual({ phone_number: "+12065550100" });
    expect(() => parseChosenName(email, "+12065550100")).toThrow("Username should be an email.");
    expect(() => parseChosenName(phone, "a@b.cd")).toThrow("Username should be a phone number.");
    expect(() => parseChosenName(both, "ann")).toThrow(
      "Username should be either an email or a phone number.",
    );
  });

  test("where e-mail is an alias, a name must not look like one", () => {
    const pool = aPool({ aliasAttributes: ["email", "phone_number"] });
    expect(parseChosenName(pool, "ann").username).toBe("ann");
    expect(() => parseChosenName(pool, "a@b.cd")).toThrow("Username cannot be of email format");
    expect(() => parseChosenName(pool, "+12065550100")).toThrow("Username cannot be of phone number format");
    expect(parseChosenName(aPool({}), "a@b.cd").username).toBe("a@b.cd");
  });
});

describe("COG-19 characters that are none", () => {
  test.each(["\u001b", "\b", "\u0000", "\u007f", "\u009b", "\u200b", "\u202e", "\ud800"])(
    "%j is no part of an e-mail address or a phone number",
    (character) => {
      for (const bad of [
        `a${character}n@b.io`,
        `an@b${character}.io`,
        `${character}a@b.io`,
        `a@b.io${character}`,
      ]) {
        expect([bad, isEmailAddress(bad)]).toEqual([bad, false]);
      }
      expect(isPhoneNumber(`+1555${character}0100`)).toBe(false);
    },
  );

  test("letters of every script are", () => {
    expect(["jörg@exämple.de", "δοκιμή@παράδειγμα.δοκιμή"].every(isEmailAddress)).toBe(true);
  });
});

describe("COG-3 attributes", () => {
  const pool = aPool({ schema: STANDARD_ATTRIBUTES });

  test("every broken rule is told, one a line", () => {
    const inputs = [
      { Name: "birthdate", Value: "1999" },
      { Name: "custom:x", Value: "1" },
      { Name: "updated_at", Value: "-1" },
      { Name: "email_verified", Value: "maybe" },
      { Name: "__proto__", Value: "1" },
    ];
    expect(() => parseAttributes(pool, inputs)).toThrow(
      [
        "Attributes did not conform to the schema: birthdate: String must be no shorter than 10 characters",
        "custom:x: Attribute does not exist in the schema.",
        "updated_at: Number must be no less than 0",
        "email_verified: Attribute value must be true or false",
        "__proto__: Attribute does not exist in the schema.",
      ].join("\n"),
    );
  });

  test("values are taken as they are, flags in lower case, blanks delete", () => {
    const parsed = parseAttributes(pool, [
      { Name: "email_verified", Value: "True" },
      { Name: "name", Value: "Ann" },
      { Name: "locale" },
    ]);
    expect(parsed).toEqual({ email_verified: "true", name: "Ann", locale: "" });
    expect(mergeAttributes({ locale: "en", email: "a@b.cd" }, parsed)).toEqual({
      email: "a@b.cd",
      email_verified: "true",
      name: "Ann",
    });
  });

  test("COG-4 required attributes are asked for, the sub is not", () => {
    const schema = STANDARD_ATTRIBUTES.map((attribute) =>
      attribute.name === "given_name" || attribute.name === "email"
        ? { ...attribute, required: true }
        : attribute,
    );
    const asking = aPool({ schema });
    expect(() => assertRequiredAttributes(asking, { name: "Ann" })).toThrow(
      "Attributes did not conform to the schema: given_name: The attribute is required\nemail: The attribute is required",
    );
    expect(() => assertRequiredAttributes(asking, { given_name: "Ann", email: "a@b.cd" })).not.toThrow();
  });

  test("addresses", () => {
    for (const good of ["a@b.cd", "ann+gate@mail.example.com", "ü@exämple.org"])
      expect(isEmailAddress(good)).toBe(true);
    for (const bad of [
      "",
      "a",
      "a@b",
      "@b.cd",
      "a@@b.cd",
      "a b@c.de",
      "a@b..cd",
      "a@b.cd\n",
      `${"a".repeat(2048)}@b.cd`,
    ]) {
      expect([bad, isEmailAddress(bad)]).toEqual([bad, false]);
    }
    expect(isPhoneNumber("+12065550100")).toBe(true);
    for (const bad of ["12065550100", "+0123456789", "+1206555010012345", "+1 206"])
      expect(isPhoneNumber(bad)).toBe(false);
  });

  test("destinations are masked", () => {
    expect(maskDestination("florence@example.com")).toBe("f***@e***");
    expect(maskDestination("+12345679934")).toBe("+*******9934");
  });
});

describe("COG-41 what a client may read and write", () => {
  test("without lists: standard attributes; with lists: what they name; never developer-only ones", () => {
    const open = aClient({});
    const listed = aClient({ readAttributes: ["custom:house"], writeAttributes: ["email"] });
    expect([mayRead(open, "email"), mayRead(open, "custom:house"), mayRead(open, "dev:custom:x")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([mayRead(listed, "email"), mayRead(listed, "custom:house"), mayRead(listed, "sub")]).toEqual([
      false,
      true,
      true,
    ]);
    expect([
      mayWrite(open, "name"),
      mayWrite(open, "email_verified"),
      mayWrite(open, "custom:house"),
    ]).toEqual([true, false, false]);
    expect([mayWrite(listed, "name"), mayWrite(listed, "email"), mayWrite(listed, "sub")]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe("ListUsers filter", () => {
  test("reads both comparisons and escaped quotes", () => {
    expect(parseFilter('name = "Ann \\"the gate\\""')?.value).toBe('Ann "the gate"');
    expect(parseFilter('"family_name" ^= "Reddy"')).toEqual({
      attribute: "family_name",
      comparison: "starts-with",
      value: "Reddy",
    });
    expect(parseFilter("  ")).toBeUndefined();
  });
});

describe("page tokens", () => {
  test("lead on, and only genuine ones", () => {
    expect(decodePageToken(encodePageToken("x y/ü"))).toBe("x y/ü");
    for (const forged of ["", "x", "djE6", `${encodePageToken("a")}=`, "%%%"]) {
      if (forged === "djE6") continue;
      expect(() => decodePageToken(forged)).toThrow("Invalid pagination token.");
    }
    const page = pageInOrder(["a", "b", "c"], { limit: 2, token: undefined }, (item) => item);
    expect(pageInOrder(["a", "b", "c"], { limit: 2, token: page.next }, (item) => item)).toEqual({
      items: ["c"],
      next: undefined,
    });
  });
});

describe("user ids", () => {
  test("have the layout of Cognito's and do not repeat", () => {
    const ids = new Set(Array.from({ length: 500 }, () => newUserId(systemRandomness)));
    expect(ids.size).toBe(500);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  });
});
