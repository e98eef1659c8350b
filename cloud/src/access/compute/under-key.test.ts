import { describe, expect, test } from "vitest";
import type { DeployedDoor, DeployedKey } from "../deployment/deployment.ts";
import { columnsFor, deploymentOf, policyOf, roleOf } from "../testing/deployment.ts";
import { plannedSections } from "./compute-matrix.ts";
import type { PrincipalColumn } from "./principals.ts";

const KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1";
const ACCOUNT = { AWS: "arn:aws:iam::123456789012:root" };
const ROLE_ARN = { AWS: "arn:aws:iam::123456789012:role/shop-role-1" };

const THINGS = {
  queue: ["arn:aws:sqs:eu-west-1:123456789012:jobs", "sqs:"],
  topic: ["arn:aws:sns:eu-west-1:123456789012:news", "sns:"],
  secret: ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:pin-AbCdEf", "secretsmanager:"],
  parameter: ["arn:aws:ssm:eu-west-1:123456789012:parameter/pin", "ssm:"],
} as const;
type Kind = keyof typeof THINGS;

const OF_ACCOUNT = policyOf([{ Effect: "Allow", Principal: ACCOUNT, Action: "kms:*", Resource: "*" }]);
const key = (parts: Partial<DeployedKey> = {}): DeployedKey => ({
  arn: KEY_ARN,
  place: "shop/Lock",
  policy: OF_ACCOUNT,
  state: "Enabled",
  isOfAws: false,
  ...parts,
});

const column = (id: string, principal: PrincipalColumn["principal"]): PrincipalColumn => ({
  column: { key: id, kind: "services", title: id, about: "" },
  principal,
});
const OUTSIDE = [
  column("sns", { kind: "service", service: "sns.amazonaws.com" }),
  column("events", { kind: "service", service: "events.amazonaws.com" }),
];

interface Setting {
  readonly kind: Kind;
  /** What the role may do with keys. */
  readonly may?: readonly object[];
  readonly keys?: readonly DeployedKey[];
  readonly policy?: string;
}

function cellsOf(action: string, { kind, may = [], keys = [key()], policy }: Setting) {
  const [arn, prefix] = THINGS[kind];
  const role = roleOf([{ Effect: "Allow", Action: `${prefix}*`, Resource: "*" }, ...may]);
  const door: DeployedDoor = { kind, arn, place: "shop/Thing", policy, keyId: "alias/lock" };
  const deployment = deploymentOf({
    doors: [door],
    roles: [role],
    keys: new Map(keys.map((each) => ["alias/lock", each])),
  });
  const columns = [...columnsFor(deployment), ...OUTSIDE];
  const rows = plannedSections({ deployment, columns, said: {} }).flatMap((section) => section.rows);
  const row = rows.find(({ row: { key: name } }) => name === `shop/Thing ${action}`)?.row;
  if (row === undefined) throw new Error(`There is no row of ${action}.`);
  return row.cells;
}

const roleCell = (action: string, setting: Setting) =>
  cellsOf(action, setting)["role@shop/OrderFunctionRole"];
const allow = (Action: unknown, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource: KEY_ARN,
  ...more,
});
const via = (service: string) => ({
  Condition: { StringEquals: { "kms:ViaService": `${service}.eu-west-1.amazonaws.com` } },
});

describe("ACCESS-15 what is under a key takes the right to the key as well", () => {
  test.each<[action: string, kind: Kind, needed: readonly string[]]>([
    ["sqs:SendMessage", "queue", ["kms:GenerateDataKey", "kms:Decrypt"]],
    ["sqs:ReceiveMessage", "queue", ["kms:Decrypt"]],
    ["sns:Publish", "topic", ["kms:GenerateDataKey", "kms:Decrypt"]],
    ["secretsmanager:GetSecretValue", "secret", ["kms:Decrypt"]],
    ["secretsmanager:PutSecretValue", "secret", ["kms:GenerateDataKey"]],
  ])("%s", (action, kind, needed) => {
    expect(roleCell(action, { kind })).toMatchObject({
      verdict: "no",
      sentence: `its key Lock: no statement of its role allows ${needed[0]} on Lock`,
    });
    expect(roleCell(action, { kind, may: [allow(needed)] })).toMatchObject({ verdict: "yes" });
    for (const missing of needed) {
      const others = ["kms:Encrypt", ...needed.filter((each) => each !== missing)];
      expect(roleCell(action, { kind, may: [allow(others)] })?.sentence).toContain(missing);
    }
  });

  test.each<[action: string, kind: Kind]>([
    ["sns:Subscribe", "topic"],
    ["ssm:PutParameter", "parameter"],
  ])("%s takes none", (action, kind) => {
    expect(roleCell(action, { kind })).toMatchObject({ verdict: "yes" });
  });

  test("a parameter may be had without being decrypted", () => {
    expect(roleCell("ssm:GetParameter", { kind: "parameter" })).toMatchObject({
      verdict: "only-if",
      conditions: ["without decryption"],
    });
    expect(roleCell("ssm:GetParameter", { kind: "parameter", may: [allow("kms:Decrypt")] })).toMatchObject({
      verdict: "yes",
    });
  });

  test.each([
    ["the service in between", via("sqs"), "yes"],
    ["another service", via("sns"), "no"],
    [
      "what the value belongs to",
      { Condition: { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": THINGS.queue[0] } } },
      "yes",
    ],
    [
      "another thing",
      { Condition: { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": THINGS.topic[0] } } },
      "no",
    ],
    ["an address", { Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }, "only-if"],
  ])("a condition on %s", (_what, condition, verdict) => {
    const may = [allow("kms:Decrypt", condition)];
    expect(roleCell("sqs:ReceiveMessage", { kind: "queue", may })).toMatchObject({ verdict });
  });

  test("without the thing the key lets in nobody", () => {
    const policy = policyOf([
      { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*", Sid: "Closed" },
    ]);
    expect(roleCell("sqs:ReceiveMessage", { kind: "queue", policy, may: [allow("kms:*")] })).toMatchObject({
      verdict: "no",
      sentence: "Closed denies it",
    });
  });

  test.each([
    ["has", [key()]],
    ["has, disabled,", [key({ state: "Disabled" })]],
  ])("who may not read a parameter that %s a key may not without decryption either", (_state, keys) => {
    const may = [{ Effect: "Deny", Action: "ssm:GetParameter", Resource: "*", Sid: "Closed" }];
    expect(roleCell("ssm:GetParameter", { kind: "parameter", keys, may })).toMatchObject({
      verdict: "no",
      sentence: "Closed denies it",
    });
  });

  test.each([
    ["is disabled", [key({ state: "Disabled" })], "no", "its key Lock is Disabled"],
    ["is not there", [], "no", "its key alias/lock is not there"],
    ["lets in the role itself", [key({ policy: keyFor(ROLE_ARN) })], "yes", "its role allows"],
    [
      "lets in somebody else",
      [key({ policy: keyFor({ AWS: "999999999999" }) })],
      "no",
      "its key Lock: the policy",
    ],
  ] as const)("a key that %s", (_state, keys, verdict, sentence) => {
    const may: readonly object[] = [];
    expect(roleCell("sqs:ReceiveMessage", { kind: "queue", keys, may })).toMatchObject({
      verdict,
      sentence: expect.stringContaining(sentence),
    });
  });

  test("services are let in by the key's own policy; EventBridge names no rule to it", () => {
    const rule = "arn:aws:events:eu-west-1:123456789012:rule/sold";
    const topic = "arn:aws:sns:eu-west-1:123456789012:news";
    const from = (Service: string, arn: string, Action: unknown) => ({
      Effect: "Allow",
      Principal: { Service },
      Action,
      Resource: "*",
      Condition: { ArnEquals: { "aws:SourceArn": arn } },
    });
    const send = (of: string) => [
      from("sns.amazonaws.com", topic, of),
      from("events.amazonaws.com", rule, of),
    ];
    const cells = (...own: readonly object[]) =>
      cellsOf("sqs:SendMessage", {
        kind: "queue",
        policy: policyOf(send("sqs:SendMessage")),
        keys: [key({ policy: policyOf(own) })],
      });

    expect(cells()).toMatchObject({ sns: { verdict: "no" }, events: { verdict: "no" } });
    expect(cells(...send("kms:*"))).toMatchObject({
      sns: { verdict: "only-if", conditions: ["sns:news"] },
      events: { verdict: "no" },
    });
    const toEvents = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" } };
    expect(cells({ ...toEvents, Action: "kms:*", Resource: "*" })).toMatchObject({
      sns: { verdict: "no" },
      events: { verdict: "only-if" },
    });
  });

  test.each([
    ["each object's own ARN", false, "arn:aws:s3:::shop-pictures-x1/*", "yes"],
    ["another bucket's", false, "arn:aws:s3:::other/*", "only-if"],
    ["the bucket's ARN alone", false, "arn:aws:s3:::shop-pictures-x1", "only-if"],
    ["the bucket's ARN with a bucket key", true, "arn:aws:s3:::shop-pictures-x1", "yes"],
  ])("a bucket under a key that is told %s", (_what, hasBucketKey, told, verdict) => {
    const condition = { Condition: { StringLike: { "kms:EncryptionContext:aws:s3:arn": told } } };
    const may = [allow(["kms:Decrypt", "kms:GenerateDataKey"], condition)];
    const cells = bucketCells({ may, hasBucketKey });

    expect(cells("s3:GetObject")).toMatchObject({ verdict });
    expect(cells("s3:PutObject")).toMatchObject({ verdict });
    // Neither its list nor what is deleted takes a key.
    for (const action of ["s3:ListBucket", "s3:DeleteObject"]) {
      expect(bucketCells({ hasBucketKey })(action)).toMatchObject({ verdict: "yes" });
    }
  });

  test("of a bucket under a key, objects may lie under another", () => {
    const cells = bucketCells({});
    expect(cells("s3:GetObject")?.sentence).toBe("of what lies under another key than the bucket's");
    expect(cells("s3:PutObject")?.sentence).toBe("with another encryption than the bucket's");
  });

  test.each([
    ["the key", false, false, "only-if"],
    ["a role", true, false, "only-if"],
    ["the key, which is told of the bucket alone,", false, true, "yes"],
  ])("objects that a statement of %s names have a row", (_what, isOfRole, hasBucketKey, verdict) => {
    const told = {
      StringLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::shop-pictures-x1/own/*" },
    };
    const deny = { Effect: "Deny", Action: "kms:Decrypt", Resource: "*", Condition: told };
    const ofKey = [
      { Effect: "Allow", Principal: ACCOUNT, Action: "kms:*", Resource: "*" },
      { ...deny, Principal: "*" },
    ];
    const cells = bucketCells({
      may: [allow("kms:Decrypt"), ...(isOfRole ? [deny] : [])],
      policy: isOfRole ? OF_ACCOUNT : policyOf(ofKey),
      hasBucketKey,
    });

    expect(cells("s3:GetObject /own/*")).toMatchObject({ verdict });
    expect(cells("s3:GetObject /*")).toMatchObject({ verdict: "yes" });
  });

  test("parts of an upload are listed by who may decrypt", () => {
    expect(bucketCells({})("s3:ListMultipartUploadParts")).toMatchObject({ verdict: "only-if" });
    const may = [allow("kms:Decrypt")];
    expect(bucketCells({ may })("s3:ListMultipartUploadParts")).toMatchObject({ verdict: "yes" });
  });

  test("nobody without credentials is let in by a key, whatever it says", () => {
    const policy = policyOf([{ Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" }]);
    const keys = [key({ policy: keyFor("*") })];
    expect(cellsOf("sqs:SendMessage", { kind: "queue", policy, keys })["anonymous"]).toMatchObject({
      verdict: "no",
    });
  });
});

function keyFor(Principal: unknown): string {
  return policyOf([{ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }]);
}

function bucketCells({
  may = [],
  policy = OF_ACCOUNT,
  hasBucketKey = false,
}: {
  may?: readonly object[];
  policy?: string;
  hasBucketKey?: boolean;
}) {
  const deployment = deploymentOf({
    buckets: [
      {
        name: "shop-pictures-x1",
        place: "shop/Pictures",
        policy: undefined,
        restrictsPublic: true,
        isPublic: false,
        keyId: "alias/lock",
        hasBucketKey,
      },
    ],
    roles: [
      roleOf([{ Effect: "Allow", Action: ["s3:*", "s3:ListMultipartUploadParts"], Resource: "*" }, ...may]),
    ],
    keys: new Map([["alias/lock", key({ policy })]]),
  });
  const sections = plannedSections({ deployment, columns: columnsFor(deployment), said: {} });
  const rows = sections.flatMap((section) => section.rows);
  return (action: string) =>
    rows.find(({ row }) => row.key.startsWith(`shop/Pictures ${action}`))?.row.cells[
      "role@shop/OrderFunctionRole"
    ];
}
