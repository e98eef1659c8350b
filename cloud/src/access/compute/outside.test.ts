import { describe, expect, test } from "vitest";
import type { DeployedDoor, Deployment } from "../deployment/deployment.ts";
import { withGrants } from "../deployment/read-keys.ts";
import { columnsFor, deploymentOf, functionOf, policyOf, roleOf } from "../testing/deployment.ts";
import { plannedSections } from "./compute-matrix.ts";
import { notesOf } from "./notes.ts";
import { outsideColumns } from "./outside-columns.ts";
import type { PrincipalColumn } from "./principals.ts";

const PARTNER = "111122223333";
const at = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const QUEUE = at("sqs", "shop-Jobs-x1");
const TOPIC = at("sns", "news");
const ROLE = "role@shop/OrderFunctionRole";
const SEND = "shop/Jobs sqs:SendMessage";

const queueWith = (...statements: readonly object[]): DeployedDoor => ({
  kind: "queue",
  arn: QUEUE,
  place: "shop/Jobs",
  policy: policyOf(statements),
});
const allow = (Principal: unknown, Condition: object = {}, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "sqs:SendMessage",
  Resource: QUEUE,
  Condition,
  ...more,
});

/** Rows by key, with the columns that a deployment has. */
function rowsOf(parts: Partial<Deployment>, more: readonly PrincipalColumn[] = []) {
  const deployment = deploymentOf({ roles: [roleOf([])], ...parts });
  const columns = [...columnsFor(deployment), ...more, ...outsideColumns(deployment)];
  const rows = plannedSections({ deployment, columns, said: {} }).flatMap((section) => section.rows);
  return Object.fromEntries(rows.map(({ row }) => [row.key, row]));
}

describe("ACCESS-8, ACCESS-9: other accounts", () => {
  test.each([
    ["its root", { AWS: `arn:aws:iam::${PARTNER}:root` }, {}, "yes", "sqs:SendMessage on Jobs"],
    ["its number", { AWS: PARTNER }, {}, "yes", "sqs:SendMessage on Jobs"],
    [
      "a role of it",
      { AWS: `arn:aws:iam::${PARTNER}:role/ops/deployer` },
      {},
      "only-if",
      "for role/ops/deployer",
    ],
    ["a user of it", { AWS: `arn:aws:iam::${PARTNER}:user/ann` }, {}, "only-if", "for user/ann"],
    [
      "a session of it",
      { AWS: `arn:aws:sts::${PARTNER}:assumed-role/deployer/night` },
      {},
      "only-if",
      "for assumed-role/deployer/night",
    ],
    ["everybody of that account", "*", { StringEquals: { "aws:PrincipalAccount": PARTNER } }, "yes", ""],
    [
      "roles of that account by name",
      "*",
      { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${PARTNER}:role/deploy-*` } },
      "only-if",
      "ArnLike aws:PrincipalArn",
    ],
    [
      "its root, under a condition of the request",
      { AWS: PARTNER },
      { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      "only-if",
      "IpAddress aws:SourceIp = 10.0.0.0/8",
    ],
  ])("%s", (_who, Principal, Condition, verdict, sentence) => {
    const row = rowsOf({ doors: [queueWith(allow(Principal, Condition))] })[SEND];
    expect(row?.cells[`account@${PARTNER}`]).toMatchObject({
      verdict,
      sentence: expect.stringContaining(sentence),
    });
    expect(row?.cells["other-account"]?.verdict ?? "no").toBe("no");
    expect(row?.cells["anonymous"]).toMatchObject({ verdict: "no" });
  });

  test.each([
    ["a tag, which they give themselves", { StringEquals: { "aws:PrincipalTag/team": "red" } }, "only-if"],
    ["no tag", { Null: { "aws:PrincipalTag/team": "true" } }, "only-if"],
    [
      "a name of a role in any account",
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/ci" } },
      "only-if",
    ],
    [
      "a name that is not in an account of theirs",
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } },
      "no",
    ],
    ["an organization", { StringEquals: { "aws:PrincipalOrgID": "o-abc" } }, "only-if"],
    ["not this account", { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } }, "yes"],
    ["this account", { StringEquals: { "aws:PrincipalAccount": "123456789012" } }, "no"],
    [
      "the account, if there is one",
      { StringEqualsIfExists: { "aws:PrincipalAccount": "123456789012" } },
      "no",
    ],
    ["values for all", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } }, "only-if"],
    [
      "a value that hangs on the request",
      { StringEquals: { "aws:PrincipalAccount": "$" + "{s3:prefix}" } },
      "only-if",
    ],
  ])("everybody with %s", (_what, Condition, verdict) => {
    const row = rowsOf({ doors: [queueWith(allow("*", Condition))] })[SEND];
    expect(row?.cells["other-account"]).toMatchObject({ verdict });
  });

  test("a named account is told in the summary, and nobody of it is everybody", () => {
    expect(rowsOf({ doors: [queueWith(allow({ AWS: PARTNER }))] })[SEND]?.summary).toBe(
      `The AWS account ${PARTNER}.`,
    );
    const role = { AWS: `arn:aws:iam::${PARTNER}:role/deployer` };
    expect(rowsOf({ doors: [queueWith(allow(role))] })[SEND]?.summary).toBe(
      `Account ${PARTNER} only for role/deployer.`,
    );
  });

  test("a Deny of one account takes its yes away, and no other's", () => {
    const deny = { ...allow({ AWS: PARTNER }), Effect: "Deny", Sid: "Out" };
    const cells = rowsOf({ doors: [queueWith(allow("*"), deny)] })[SEND]?.cells;
    expect(cells?.[`account@${PARTNER}`]).toMatchObject({ verdict: "no", sentence: "Out denies it" });
    expect(cells?.["other-account"]).toMatchObject({ verdict: "yes" });
  });
});

describe("services", () => {
  const sns = { Service: "sns.amazonaws.com" };
  test.each([
    ["an organization", sns, { StringEquals: { "aws:SourceOrgID": "o-abc" } }, "only-if", "aws:SourceOrgID"],
    [
      "a name in any account",
      sns,
      { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:orders" } },
      "yes",
      "for whoever uses the service",
    ],
    [
      "another account",
      sns,
      { StringEquals: { "aws:SourceAccount": PARTNER } },
      "only-if",
      `for account ${PARTNER}`,
    ],
    ["everybody by its topic", "*", { ArnEquals: { "aws:SourceArn": TOPIC } }, "only-if", "for shop/News"],
    [
      "its topic over TLS",
      sns,
      { ArnEquals: { "aws:SourceArn": TOPIC }, Bool: { "aws:SecureTransport": "true" } },
      "only-if",
      "for shop/News (if the call comes over TLS (https))",
    ],
  ])("%s", (_what, Principal, Condition, verdict, sentence) => {
    const topic: DeployedDoor = { kind: "topic", arn: TOPIC, place: "shop/News", policy: undefined };
    const row = rowsOf({ doors: [queueWith(allow(Principal, Condition)), topic] })[SEND];
    expect(row?.cells["service@sns.amazonaws.com"]).toMatchObject({
      verdict,
      sentence: expect.stringContaining(sentence),
    });
  });

  test("only the service whose things they are", () => {
    const doors = [
      queueWith(
        allow("*", { ArnEquals: { "aws:SourceArn": TOPIC } }),
        allow({ Service: "events.amazonaws.com" }, {}, { Action: "sqs:ReceiveMessage" }),
      ),
    ];
    expect(rowsOf({ doors })[SEND]?.cells).toMatchObject({
      "service@events.amazonaws.com": { verdict: "no" },
      "service@sns.amazonaws.com": { verdict: "only-if" },
    });
  });

  test("a bucket by a pattern that others' buckets fit, too", () => {
    const uploads = (Condition: object) =>
      rowsOf({ doors: [queueWith(allow({ Service: "s3.amazonaws.com" }, Condition))] })[SEND]?.cells[
        "service@s3.amazonaws.com"
      ];
    const SourceArn = { "aws:SourceArn": "arn:aws:s3:::*-uploads" };
    expect(uploads({ ArnLike: SourceArn })).toMatchObject({ verdict: "yes", reason: "any-source" });
    const own = { StringEquals: { "aws:SourceAccount": "123456789012" } };
    expect(uploads({ ArnLike: SourceArn, ...own })).toMatchObject({ verdict: "no" });
  });

  test("an organization is a source: no note", () => {
    const doors = [queueWith(allow(sns, { StringEquals: { "aws:SourceOrgID": "o-abc" } }))];
    expect(notesOf(deploymentOf({ doors }), [], new Set())).toEqual([]);
  });
});

test("a function for everybody takes no token, and nothing unsigned", () => {
  const policy = policyOf([
    { Effect: "Allow", Principal: "*", Action: "lambda:InvokeFunction", Resource: "*" },
  ]);
  const cells = rowsOf({ functions: [functionOf(policy)] })["shop/OrderFunction lambda:InvokeFunction"]
    ?.cells;
  expect(cells).toMatchObject({
    anonymous: { verdict: "no" },
    "signed-in": { verdict: "no" },
    "id-token": { verdict: "no" },
    "other-account": { verdict: "yes" },
  });
});

test("a role of two functions: a session that the policy names is only one of them", () => {
  const Principal = { AWS: "arn:aws:sts::123456789012:assumed-role/shop-role-1/second" };
  const role = roleOf([]);
  const busy: PrincipalColumn = {
    column: { key: "busy", kind: "roles", title: "Busy", about: "" },
    principal: { kind: "role", role, functionNames: ["first", "second"] },
  };
  const row = rowsOf({ doors: [queueWith(allow(Principal))] }, [busy])[SEND];
  expect(row?.cells["busy"]).toMatchObject({ verdict: "only-if", sentence: "for second" });
  const all = rowsOf({ doors: [queueWith(allow({ AWS: role.arn }))] }, [busy])[SEND];
  expect(all?.cells["busy"]).toMatchObject({ verdict: "yes" });
});

describe("the rows of a bucket", () => {
  const bucket = {
    name: "shop-pictures-x1",
    place: "shop/Pictures",
    restrictsPublic: true,
    isPublic: false,
    policy: undefined,
  };
  const s3 = (statement: object, policy?: string) =>
    rowsOf({
      buckets: [{ ...bucket, policy }],
      roles: [roleOf([{ Effect: "Allow", ...statement }])],
    });

  test("a pattern of names has its operations among them", () => {
    const rows = s3({ Action: "s3:DeleteObjectVersion", Resource: "arn:aws:s3:::shop-*/old/*" });
    expect(rows["shop/Pictures s3:DeleteObjectVersion /old/*"]?.cells[ROLE]).toMatchObject({
      verdict: "yes",
    });
    const past = s3({ Action: "s3:DeleteObjectVersion", Resource: "arn:aws:s3:::shop*" });
    expect(past["shop/Pictures s3:DeleteObjectVersion /*"]?.cells[ROLE]).toMatchObject({ verdict: "yes" });
    const other = s3({ Action: "s3:DeleteObjectVersion", Resource: "arn:aws:s3:::else-*/*" });
    expect(Object.keys(other).filter((key) => key.includes("DeleteObjectVersion"))).toEqual([]);
  });

  test("each caller's own keys", () => {
    const own = "$" + "{aws:userid}";
    const rows = s3({ Action: "s3:PutObject", Resource: `arn:aws:s3:::shop-pictures-x1/home/${own}/*` });
    expect(rows[`shop/Pictures s3:PutObject /home/${own}/*`]?.cells[ROLE]).toMatchObject({ verdict: "yes" });
    expect(rows["shop/Pictures s3:PutObject /*"]?.cells[ROLE]).toMatchObject({ verdict: "no" });
  });

  test("keys that a Deny names have a row, and those it spares", () => {
    const deny = (statement: object) =>
      policyOf([{ Effect: "Deny", Principal: "*", Action: "s3:GetObject", ...statement }]);
    const head = "arn:aws:s3:::shop-pictures-x1";
    const all = { Action: "s3:GetObject", Resource: `${head}/*` };
    const secret = s3(all, deny({ Resource: `${head}/secret/*` }));
    expect(secret["shop/Pictures s3:GetObject /secret/*"]?.cells[ROLE]).toMatchObject({ verdict: "no" });
    expect(secret["shop/Pictures s3:GetObject /*"]?.cells[ROLE]).toMatchObject({ verdict: "yes" });
    const spared = s3(all, deny({ NotResource: `${head}/public/*` }));
    expect(spared["shop/Pictures s3:GetObject /public/*"]?.cells[ROLE]).toMatchObject({ verdict: "yes" });
    expect(spared["shop/Pictures s3:GetObject /*"]?.cells[ROLE]).toMatchObject({ verdict: "no" });
  });
});

describe("grants of a key", () => {
  const KEY = at("kms", "key/1");
  const root = policyOf([
    { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "kms:*", Resource: "*" },
  ]);
  const grant = { GranteePrincipal: roleOf([]).arn, Operations: ["Decrypt", "DescribeKey"] };
  const rows = (policy: string) => rowsOf({ doors: [{ kind: "key", arn: KEY, place: "shop/Key", policy }] });

  test.each([
    ["the operations that it names", {}, "kms:Decrypt", "yes"],
    ["no others", {}, "kms:Encrypt", "no"],
    [
      "in its encryption context",
      { Constraints: { EncryptionContextSubset: { shop: "1" } } },
      "kms:Decrypt",
      "only-if",
    ],
    [
      "what no context is about",
      { Constraints: { EncryptionContextEquals: { shop: "1" } } },
      "kms:DescribeKey",
      "yes",
    ],
  ])("%s", (_what, more, action, verdict) => {
    const found = rows(withGrants(root, [{ ...grant, ...more }]));
    expect(found[`shop/Key ${action}`]?.cells[ROLE]).toMatchObject({ verdict });
  });

  test("a Deny still wins, and without a grant there is none", () => {
    const denied = policyOf([
      { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*", Sid: "Closed" },
    ]);
    expect(rows(withGrants(denied, [grant]))["shop/Key kms:Decrypt"]?.cells[ROLE]).toMatchObject({
      verdict: "no",
    });
    expect(withGrants(root, [])).toBe(root);
    expect(rows(root)["shop/Key kms:Decrypt"]?.cells[ROLE]).toMatchObject({ verdict: "no" });
  });
});
