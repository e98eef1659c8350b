import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../../core/errors.ts";
import { appConfigOf, underHost } from "./app-config.ts";
import { hostForUrl } from "./host.ts";
import { writeIfChanged } from "./write-if-changed.ts";

const BASE = "http://localhost:4566";
const place = { region: "eu-west-1", userPoolEndpoint: BASE };
const found = {
  userPoolId: "eu-west-1_Ab1",
  userPoolClientId: "1abc",
  apiUrl: `${BASE}/_aws/execute-api/a1/v1`,
};
const config = (changed: object = {}) => appConfigOf({ ...found, ...changed }, place);

const NAMES: Readonly<Record<string, string>> = {
  userPoolId: "The id of the user pool is",
  userPoolClientId: "The id of the app client is",
  apiUrl: "The address of the API is",
};

describe("APP-5 appConfigOf", () => {
  test("the resources under the names an app reads", () => {
    expect(config()).toEqual({
      version: 1,
      region: "eu-west-1",
      userPoolId: "eu-west-1_Ab1",
      userPoolClientId: "1abc",
      apiUrl: `${BASE}/_aws/execute-api/a1/v1`,
      userPoolEndpoint: BASE,
    });
  });

  test("an address on AWS, and one with a slash too many", () => {
    const apiUrl = "https://a1.execute-api.eu-west-1.amazonaws.com/v1";
    expect(config({ apiUrl: `${apiUrl}//` }).apiUrl).toBe(apiUrl);
  });

  test.each([
    ["userPoolId", ""],
    ["userPoolId", "no-underscore"],
    ["userPoolId", 'eu-west-1_a"},"x":{"'],
    ["userPoolId", "eu-west-1_a\n"],
    ["userPoolClientId", "a b"],
    ["userPoolClientId", "x".repeat(129)],
    ["apiUrl", ""],
    ["apiUrl", "javascript:alert(1)"],
    ["apiUrl", "ftp://localhost/v1"],
    ["apiUrl", "http://person:secret@localhost/v1"],
    ["apiUrl", "http://localhost/v1?x=1"],
    ["apiUrl", "http://localhost/v1#x"],
    ["apiUrl", "http://localhost;script-src */v1"],
    ["apiUrl", "http://localhost/v1\n"],
    ["apiUrl", "//localhost/v1"],
    ["apiUrl", "https://[::1/v1"],
    ["apiUrl", "https://x:99999/v1"],
  ])("%s %j is refused by name", (key, value) => {
    expect(() => config({ [key]: value })).toThrow(UserError);
    expect(() => config({ [key]: value })).toThrow(NAMES[key]);
  });

  test("for AWS itself there is no user-pool endpoint, and the API's address is https", () => {
    const onAws = (apiUrl: string) =>
      appConfigOf({ ...found, apiUrl }, { ...place, userPoolEndpoint: undefined });
    const config = onAws("https://a1.execute-api.eu-west-1.amazonaws.com/v1");
    expect(Object.keys(config)).not.toContain("userPoolEndpoint");
    expect(underHost(config, BASE, "10.0.0.2")).toEqual(config);
    expect(() => onAws("http://a1.execute-api.eu-west-1.amazonaws.com/v1")).toThrow("no plain https address");
  });
});

describe("underHost", () => {
  test("local addresses name the host", () => {
    expect(underHost(config(), BASE, "192.168.1.5")).toMatchObject({
      apiUrl: "http://192.168.1.5:4566/_aws/execute-api/a1/v1",
      userPoolEndpoint: "http://192.168.1.5:4566",
    });
    expect(underHost(config(), BASE, "[fd00::5]").userPoolEndpoint).toBe("http://[fd00::5]:4566");
  });

  test.each(["http://localhost:45660/v1", "http://localhost.example:4566/v1", "https://a.example/v1"])(
    "%s is no local address and stays",
    (apiUrl) => {
      expect(underHost(config({ apiUrl }), BASE, "192.168.1.5").apiUrl).toBe(apiUrl);
    },
  );
});

describe("hostForUrl", () => {
  test.each([
    ["192.168.1.5", "192.168.1.5"],
    ["Tower.local", "tower.local"],
    ["fd00::5", "[fd00::5]"],
    ["[::1]", "[::1]"],
  ])("%s → %s", (given, host) => {
    expect(hostForUrl(given)).toBe(host);
  });

  test.each([
    "",
    " ",
    "a b",
    "host:80",
    "a@b",
    "http://x",
    "x/y",
    "..",
    "-x",
    "$x",
    "fe80::1%eth0",
    "x".repeat(254),
  ])("%j is refused", (given) => {
    expect(() => hostForUrl(given)).toThrow("--host must be");
  });
});

describe("writeIfChanged", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "portcullis-config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("writes what is new, leaves what is the same untouched, and leaves nothing beside it", () => {
    const file = join(folder, "x.json");
    expect(writeIfChanged(file, "one")).toBe(true);
    const { ino } = statSync(file);
    expect(writeIfChanged(file, "one")).toBe(false);
    expect(statSync(file).ino).toBe(ino);
    expect(writeIfChanged(file, "two")).toBe(true);
    expect([readFileSync(file, "utf8"), readdirSync(folder)]).toEqual(["two", ["x.json"]]);
  });

  test.each(["missing/x.json", "."])("%s cannot be written: told in words, nothing is left", (name) => {
    expect(() => writeIfChanged(join(folder, name), "one")).toThrow(UserError);
    expect(readdirSync(folder)).toEqual([]);
  });
});
