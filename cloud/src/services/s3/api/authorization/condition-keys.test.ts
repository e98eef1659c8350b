import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthorizationRequest } from "../../../../core/ports/authorization.ts";
import { referenceKeys } from "../../testing/action-keys.ts";
import { type ExampleCall, type ExpectedQuestion, exampleCalls } from "../../testing/calls.ts";
import { send } from "../../testing/send.ts";
import { evaluationOf, type OpenS3, openS3 } from "../../testing/service.ts";
import { makeWorld } from "../../testing/world.ts";

const now = Date.now();
const clock = { now: () => now };
/** Signatures count whole seconds. */
const SIGNED_AT = Math.floor(now / 1000) * 1000 - 4000;

let policy: readonly object[] = [];
const evaluation = evaluationOf(() => [{ Version: "2012-10-17", Statement: policy }], clock);

/** Whether a Deny with this condition refuses the question. */
function refuses(question: AuthorizationRequest, Condition: object): boolean {
  policy = [
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Deny", Action: question.action, Resource: question.resource, Condition },
  ];
  return !evaluation.decide(question).allowed;
}

/** Values as policies see them: `absent`, or the value that a Deny has to name to refuse. */
function valueSeen(
  question: AuthorizationRequest,
  key: string,
  expected: string | readonly string[] | undefined,
) {
  const absent = refuses(question, { Null: { [key]: "true" } });
  const present = refuses(question, { Null: { [key]: "false" } });
  if (absent === present) return "neither absent nor present";
  if (absent) {
    const negated = refuses(question, { StringNotEquals: { [key]: "x" } });
    const positive = refuses(question, { StringEquals: { [key]: "" } });
    return negated && !positive ? "absent" : "absent, and yet compared";
  }
  if (expected === undefined) return "present";
  const values = typeof expected === "string" ? [expected] : expected;
  const all = { "ForAllValues:StringEquals": { [key]: values } };
  const each = values.every((value) => refuses(question, { "ForAnyValue:StringEquals": { [key]: value } }));
  const other = refuses(question, { "ForAnyValue:StringNotEquals": { [key]: values } });
  return refuses(question, all) && each && !other ? expected : "another value";
}

const common = (call: ExampleCall): NonNullable<ExpectedQuestion["values"]> => ({
  "s3:ResourceAccount": "123456789012",
  "s3:TlsVersion": "1.3",
  "s3:authType": call.form === undefined ? "REST-HEADER" : "POST",
  "s3:signatureAge": String(now - SIGNED_AT),
  "s3:signatureversion": "AWS4-HMAC-SHA256",
  "s3:x-amz-content-sha256":
    call.form === undefined
      ? createHash("sha256")
          .update(call.body ?? "")
          .digest("hex")
      : "UNSIGNED-PAYLOAD",
});

const titles = exampleCalls({ versionId: "v".repeat(32), uploadId: "u" }).map(
  ({ operation, call, headers = {} }, index) =>
    [`${operation}: ${call} ${Object.keys(headers).join(" ")}`.trim(), index] as const,
);

describe("S3-15 every condition key that the reference lists", () => {
  test.each(titles)("%s", async (_title, index) => {
    let see: (question: AuthorizationRequest) => void = () => undefined;
    const open = openS3({
      clock,
      rolePolicies: () => [{ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }],
      onQuestion: (question) => see(question),
    });
    const call = exampleCalls(await makeWorld(open.service))[index] as ExampleCall;
    const keys = new Map(
      await Promise.all(call.asks.map(async ({ action }) => [action, await referenceKeys(action)] as const)),
    );
    const seen: object[] = [];
    const wanted = call.asks.map((ask) => expectedOf(ask, keys.get(ask.action) ?? [], common(call)));
    // Looked at while it is asked: afterwards the object may be gone.
    see = (question) => {
      const expected = wanted[seen.length] ?? {};
      seen.push(
        Object.fromEntries(
          Object.entries(expected).map(([key, value]) => [
            key,
            valueSeen(question, key, value === "absent" ? undefined : value),
          ]),
        ),
      );
    };

    await send(open.service, call, { as: "role", at: SIGNED_AT });

    expect(seen).toEqual(wanted);
    await open.close();
  });
});

function expectedOf(
  { values = {} }: ExpectedQuestion,
  keys: readonly string[],
  general: NonNullable<ExpectedQuestion["values"]>,
): Record<string, string | readonly string[]> {
  const expected: Record<string, string | readonly string[]> = {};
  for (const key of keys) {
    const named = key.replace("<key>", "class");
    expected[named] = values[named] ?? general[named] ?? "absent";
    if (key.endsWith("<key>")) expected[key.replace("<key>", "nothing")] = "absent";
  }
  const forgotten = Object.keys(values).filter((key) => !(key in expected));
  expect(forgotten).toEqual([]);
  return expected;
}

describe("bucket policies", () => {
  let open: OpenS3;
  beforeAll(async () => {
    open = openS3({
      rolePolicies: () => [{ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }],
    });
    await makeWorld(open.service);
  });
  afterAll(() => open.close());

  /** Puts a Deny on `source` and sends the calls as the role: the codes, `ok` where served. */
  async function under(
    deny: { readonly Action: string; readonly Condition: object },
    calls: readonly (Parameters<typeof send>[1] & Parameters<typeof send>[2])[],
  ): Promise<readonly string[]> {
    const Statement = [{ Effect: "Deny", Principal: "*", Resource: "arn:aws:s3:::source/*", ...deny }];
    const put = await send(open.service, {
      call: "PUT /source?policy",
      body: JSON.stringify({ Version: "2012-10-17", Statement }),
    });
    expect(put.status).toBe(204);
    const codes: string[] = [];
    for (const call of calls) {
      const reply = await send(open.service, call, { as: "role", ...call });
      codes.push(reply.code ?? "ok");
    }
    return codes;
  }

  const put = (headers: Record<string, string> = {}) => ({ call: "PUT /source/new", headers, body: "x" });
  const cases: readonly [
    title: string,
    deny: { Action: string; Condition: object },
    refused: readonly (Parameters<typeof send>[1] & Parameters<typeof send>[2])[],
    served: readonly (Parameters<typeof send>[1] & Parameters<typeof send>[2])[],
  ][] = [
    [
      "s3:ExistingObjectTag: a tagged object",
      { Action: "s3:GetObject", Condition: { StringEquals: { "s3:ExistingObjectTag/class": "source" } } },
      [{ call: "GET /source/tagged" }, { call: "GET /source/tagged", presigned: true }],
      [{ call: "GET /source/plain" }],
    ],
    [
      "s3:ExistingObjectTag: any case of the tag's key, and copies of the object",
      { Action: "s3:GetObject*", Condition: { Null: { "s3:existingobjecttag/CLASS": "false" } } },
      [
        { call: "GET /source/tagged" },
        { call: "PUT /own/copied", headers: { "x-amz-copy-source": "/source/tagged" } },
      ],
      [{ call: "PUT /own/copied", headers: { "x-amz-copy-source": "/source/plain" } }],
    ],
    [
      "s3:x-amz-storage-class",
      { Action: "s3:PutObject", Condition: { StringEquals: { "s3:x-amz-storage-class": "STANDARD_IA" } } },
      [put({ "x-amz-storage-class": "STANDARD_IA" })],
      [put(), put({ "x-amz-storage-class": "GLACIER_IR" })],
    ],
    [
      "s3:x-amz-acl",
      {
        Action: "s3:PutObject",
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      [put({ "x-amz-acl": "bucket-owner-full-control" })],
      [put()],
    ],
    [
      "s3:RequestObjectTag",
      {
        Action: "s3:PutObject",
        Condition: { StringEquals: { "s3:RequestObjectTag/class": ["secret", "top"] } },
      },
      [put({ "x-amz-tagging": "class=secret" }), put({ "x-amz-tagging": "a=b&class=top" })],
      [put(), put({ "x-amz-tagging": "class=open" })],
    ],
    [
      "s3:RequestObjectTag in the document of PutObjectTagging",
      {
        Action: "s3:PutObjectTagging",
        Condition: { StringEquals: { "s3:RequestObjectTag/class": "secret" } },
      },
      [
        {
          call: "PUT /source/plain?tagging",
          body: "<Tagging><TagSet><Tag><Key>class</Key><Value>secret</Value></Tag></TagSet></Tagging>",
        },
      ],
      [
        {
          call: "PUT /source/plain?tagging",
          body: "<Tagging><TagSet><Tag><Key>class</Key><Value>open</Value></Tag></TagSet></Tagging>",
        },
      ],
    ],
    [
      "s3:x-amz-copy-source, however it is written",
      {
        Action: "s3:PutObject",
        Condition: { StringLike: { "s3:x-amz-copy-source": "own/*" } },
      },
      [
        { call: "PUT /source/copied", headers: { "x-amz-copy-source": "/own/k" } },
        { call: "PUT /source/copied", headers: { "x-amz-copy-source": "own/k" } },
        { call: "PUT /source/copied", headers: { "x-amz-copy-source": "%2Fown%2Fk" } },
        { call: "PUT /source/copied", headers: { "x-amz-copy-source": "/%6Fwn/k" } },
      ],
      [{ call: "PUT /source/copied", headers: { "x-amz-copy-source": "/source/plain" } }],
    ],
    [
      "s3:x-amz-metadata-directive",
      {
        Action: "s3:PutObject",
        Condition: { StringEquals: { "s3:x-amz-metadata-directive": "REPLACE" } },
      },
      [
        {
          call: "PUT /source/copied",
          headers: { "x-amz-copy-source": "/source/plain", "x-amz-metadata-directive": "REPLACE" },
        },
      ],
      [{ call: "PUT /source/copied", headers: { "x-amz-copy-source": "/source/plain" } }],
    ],
    [
      "s3:x-amz-server-side-encryption must be AES256",
      {
        Action: "s3:PutObject",
        Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "AES256" } },
      },
      [put(), put({ "x-amz-server-side-encryption": "aws:kms" })],
      [put({ "x-amz-server-side-encryption": "AES256" })],
    ],
    [
      "s3:x-amz-server-side-encryption must be there",
      { Action: "s3:PutObject", Condition: { Null: { "s3:x-amz-server-side-encryption": "true" } } },
      [put(), { call: "POST /source/up?uploads" }],
      [put({ "x-amz-server-side-encryption": "AES256" })],
    ],
    [
      "s3:if-none-match of requests that make the object",
      {
        Action: "s3:PutObject",
        Condition: {
          Null: { "s3:if-none-match": "true" },
          Bool: { "s3:ObjectCreationOperation": "true" },
        },
      },
      [put()],
      [{ call: "POST /source/up?uploads" }, { call: "PUT /source/once", headers: { "if-none-match": "*" } }],
    ],
    [
      "s3:authType",
      { Action: "s3:GetObject", Condition: { StringNotEquals: { "s3:authType": "REST-HEADER" } } },
      [
        { call: "GET /source/plain", presigned: true },
        { call: "GET /source/plain", as: "anonymous" },
      ],
      [{ call: "GET /source/plain" }],
    ],
    [
      "s3:x-amz-content-sha256 of a presigned address",
      {
        Action: "s3:GetObject",
        Condition: { StringEquals: { "s3:x-amz-content-sha256": "UNSIGNED-PAYLOAD" } },
      },
      [{ call: "GET /source/plain", presigned: true }],
      [{ call: "GET /source/plain" }],
    ],
    [
      "s3:signatureAge",
      { Action: "s3:GetObject", Condition: { NumericGreaterThan: { "s3:signatureAge": "20000" } } },
      [{ call: "GET /source/plain", presigned: true, at: Date.now() - 30_000 }],
      [{ call: "GET /source/plain", presigned: true }],
    ],
    [
      "s3:TlsVersion: loopback stands for TLS",
      { Action: "s3:*", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
      [],
      [{ call: "GET /source/plain" }],
    ],
    [
      "S3-12 aws:SecureTransport: loopback stands for TLS",
      { Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      [],
      [{ call: "GET /source/plain" }],
    ],
    [
      "S3-12 aws:SecureTransport is true",
      { Action: "s3:GetObject", Condition: { Bool: { "aws:SecureTransport": "true" } } },
      [{ call: "GET /source/plain" }],
      [],
    ],
  ];

  test.each(cases)("S3-15 %s", async (title, deny, refused, served) => {
    expect(title).not.toBe("");
    expect(await under(deny, [...refused, ...served])).toEqual([
      ...refused.map(() => "AccessDenied"),
      ...served.map(() => "ok"),
    ]);
  });
});

describe("S3-15 keys that no call has", () => {
  test.each([
    "x-amz-grant-read",
    "x-amz-grant-full-control",
    "x-amz-object-lock-mode",
    "x-amz-object-lock-legal-hold",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-bucket-namespace",
    "x-amz-object-annotation-directive",
  ])("a request with %s is refused by name before policies are asked", async (header) => {
    const open = openS3();

    const reply = await send(
      open.service,
      { call: "PUT /own/k", headers: { [header]: "x" } },
      { as: "role" },
    );

    expect([reply.status, reply.code, open.questions.length]).toEqual([501, "NotImplemented", 0]);
    await open.close();
  });
});

test("S3-15 tags are looked up only when a policy names their key", async () => {
  const open = openS3();
  await makeWorld(open.service);
  open.questions.length = 0;

  await send(open.service, { call: "GET /own/k" });

  // Keys are made by a function, and read by functions again.
  const context = open.questions[0]?.context;
  const made = typeof context === "function" ? context() : {};
  expect([typeof context, typeof made["s3:ExistingObjectTag/"]]).toEqual(["function", "function"]);
  await open.close();
});
