import { beforeEach, describe, expect, test } from "vitest";
import { roleWith } from "../../iam/testing/access-table.ts";
import { createSealer } from "../../store/sealing.ts";
import { createParameterStore } from "./parameters/store.ts";
import { ssmWorld } from "./testing/world.ts";

let ssm: ReturnType<typeof ssmWorld>;
beforeEach(() => {
  ssm = ssmWorld();
});
const call: typeof ssm.call = (...given) => ssm.call(...given);
const put: typeof ssm.put = (...given) => ssm.put(...given);
const get: typeof ssm.get = (...given) => ssm.get(...given);

describe("SSM-5 secure strings", () => {
  test("SSM-5 are a ciphertext to who does not ask to decrypt, which says nothing of the value", async () => {
    await put("/s", "hush", { Type: "SecureString" });
    const closed = String((await get("/s"))["Value"]);
    expect(closed).toMatch(/^AQICAHh/);
    expect(Buffer.from(closed, "base64").toString("latin1")).not.toContain("hush");
    expect(await get("/s", { WithDecryption: true })).toMatchObject({ Value: "hush" });
    for (const [action, input] of [
      ["GetParameters", { Names: ["/s"] }],
      ["GetParametersByPath", { Path: "/" }],
      ["GetParameterHistory", { Name: "/s" }],
    ] as const) {
      expect(JSON.stringify(await call(action, input))).not.toContain("hush");
      expect(JSON.stringify(await call(action, { ...input, WithDecryption: true }))).toContain("hush");
    }
  });

  test("SSM-6 a policy that denies kms:Decrypt keeps the caller from the value, not from the rest", async () => {
    await put("/s", "hush", { Type: "SecureString" });
    await put("/t", "open");
    const read = { Effect: "Allow", Action: "ssm:Get*", Resource: "*" };
    const deny = { Effect: "Deny", Action: "kms:Decrypt", Resource: "arn:aws:kms:*:*:key/*" };
    const as = (...Statement: object[]) =>
      roleWith(ssm.world(), JSON.stringify({ Version: "2012-10-17", Statement }));
    for (const [action, input] of [
      ["GetParameter", { Name: "/s" }],
      ["GetParameters", { Names: ["/s"] }],
      ["GetParametersByPath", { Path: "/" }],
      ["GetParameterHistory", { Name: "/s" }],
    ] as const) {
      const opening = { ...input, WithDecryption: true };
      expect(JSON.stringify(await call(action, opening, as(read)))).toContain("hush");
      const refused = await call(action, opening, as(read, deny));
      expect(refused).toMatchObject({ status: 400, __type: "AccessDeniedException" });
      expect(String(refused["Message"])).toContain("kms:Decrypt");
      expect(await call(action, input, as(read, deny))).toMatchObject({ status: 200 });
    }
    expect(await call("GetParameter", { Name: "/t", WithDecryption: true }, as(read, deny))).toMatchObject({
      status: 200,
    });
  });

  test("SSM-2 no value lies in clear in the database, and none can be moved to another parameter", async () => {
    await put("/s", "hush-hush", { Type: "SecureString" });
    await put("/t", "plainly");
    const rows = ssm.database
      .prepare<{ document: string; value: Uint8Array }>("SELECT * FROM ssm_parameters")
      .all();
    for (const { document, value } of rows) {
      const text = document + Buffer.from(value).toString("latin1");
      expect(text).not.toMatch(/hush-hush|plainly/);
    }
    ssm.database
      .prepare(
        "UPDATE ssm_parameters SET value = (SELECT value FROM ssm_parameters WHERE name = '/s') WHERE name = '/t'",
      )
      .run();
    expect((await call("GetParameter", { Name: "/t" })).status).toBe(500);
    const sealer = createSealer(Buffer.alloc(32, 7), "ssm/parameters");
    expect(() => createParameterStore(ssm.database, sealer).find("/t")).toThrow("cannot be opened");
  });
});

describe("SSM-8 keys of one's own", () => {
  const b64 = (text: string) => Buffer.from(text, "base64");
  const secure = (name: string, KeyId?: string, more: object = {}) =>
    put(name, "hush-hush", { Type: "SecureString", KeyId, ...more });
  const as = (...Statement: object[]) =>
    roleWith(ssm.world(), JSON.stringify({ Version: "2012-10-17", Statement }));
  const allow = (...Action: string[]) => ({ Effect: "Allow", Action, Resource: "*" });
  const read = (by: ReturnType<typeof as>, Name = "/s") =>
    call("GetParameter", { Name, WithDecryption: true }, by);

  test("SSM-8 whoever writes needs kms:Encrypt on the key, whoever reads kms:Decrypt, through the service", async () => {
    const KeyId = await ssm.kms.key();
    const input = { Name: "/s", Value: "hush", Type: "SecureString", KeyId };
    const refused = await call("PutParameter", input, as(allow("ssm:*")));
    expect(refused).toMatchObject({ status: 400, __type: "AccessDeniedException" });
    expect(String(refused["Message"])).toMatch(
      /kms:Encrypt on resource: .* \(Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: .*; Proxy: null\)$/,
    );
    expect(await call("GetParameter", { Name: "/s" })).toMatchObject({ __type: "ParameterNotFound" });
    expect(await call("PutParameter", input, as(allow("ssm:*", "kms:Encrypt")))).toMatchObject({
      status: 200,
    });
    expect(await read(as(allow("ssm:*", "kms:Encrypt")))).toMatchObject({ __type: "AccessDeniedException" });
    const via = (service: string) => ({
      ...allow("kms:Decrypt"),
      Condition: {
        StringEquals: {
          "kms:ViaService": `${service}.eu-west-1.amazonaws.com`,
          "kms:EncryptionContext:PARAMETER_ARN": "arn:aws:ssm:eu-west-1:123456789012:parameter/s",
        },
      },
    });
    expect(await read(as(allow("ssm:*"), via("ssm")))).toMatchObject({ Parameter: { Value: "hush" } });
    expect(await read(as(allow("ssm:*"), via("s3")))).toMatchObject({ __type: "AccessDeniedException" });
  });

  test("SSM-8 an advanced parameter takes a data key", async () => {
    const KeyId = await ssm.kms.key();
    const input = { Name: "/s", Value: "hush", Type: "SecureString", KeyId, Tier: "Advanced" };
    const refused = await call("PutParameter", input, as(allow("ssm:*", "kms:Encrypt")));
    expect(String(refused["Message"])).toContain("kms:GenerateDataKey on resource");
    expect(await call("PutParameter", input, as(allow("ssm:*", "kms:GenerateDataKey")))).toMatchObject({
      status: 200,
    });
  });

  test("SSM-8 the value lies nowhere in clear, and opens in KMS under its parameter's ARN alone", async () => {
    const KeyId = await ssm.kms.key();
    await secure("/s", KeyId);
    await secure("/t", KeyId);
    const closed = String((await get("/s"))["Value"]);
    expect(b64(closed).toString("latin1")).not.toContain("hush");
    const decrypt = (EncryptionContext?: object) =>
      ssm.kms.call("Decrypt", { CiphertextBlob: closed, EncryptionContext });
    const context = { PARAMETER_ARN: "arn:aws:ssm:eu-west-1:123456789012:parameter/s" };
    expect(await decrypt(context)).toMatchObject({
      Plaintext: Buffer.from("hush-hush").toString("base64"),
    });
    expect(await decrypt()).toMatchObject({ __type: "InvalidCiphertextException" });
    ssm.restart();
    expect(await get("/s", { WithDecryption: true })).toMatchObject({ Value: "hush-hush" });
    expect(await call("DescribeParameters", {})).toMatchObject({ Parameters: [{ KeyId }, { KeyId }] });
    expect(
      await call("DescribeParameters", { ParameterFilters: [{ Key: "KeyId", Values: ["alias/aws/ssm"] }] }),
    ).toMatchObject({ Parameters: [] });
  });

  test("SSM-8 a key that is not there, disabled or gone refuses, in every operation that reads", async () => {
    expect(await secure("/n", "alias/none")).toMatchObject({
      __type: "InvalidKeyId",
      message: expect.stringMatching(/alias\/none is not found\. \(Service: AWSKMS; .*NotFoundException/),
    });
    const KeyId = await ssm.kms.key();
    await secure("/s", KeyId);
    await ssm.kms.call("DisableKey", { KeyId });
    for (const [action, input] of [
      ["GetParameter", { Name: "/s" }],
      ["GetParameters", { Names: ["/s"] }],
      ["GetParametersByPath", { Path: "/" }],
      ["GetParameterHistory", { Name: "/s" }],
    ] as const) {
      expect(await call(action, { ...input, WithDecryption: true })).toMatchObject({
        status: 400,
        __type: "InvalidKeyId",
        message: expect.stringContaining("is disabled."),
      });
      expect(await call(action, input)).toMatchObject({ status: 200 });
    }
    expect(await secure("/s", KeyId, { Overwrite: true })).toMatchObject({ __type: "InvalidKeyId" });
    expect(await secure("/s", undefined, { Overwrite: true })).toMatchObject({ status: 200 });
    expect(await get("/s", { WithDecryption: true })).toMatchObject({ Value: "hush-hush" });
  });

  test("SSM-6 what was written before there were keys is read as one under AWS's own", async () => {
    await put("/s", "hush", { Type: "SecureString" });
    const store = createParameterStore(ssm.database, createSealer(Buffer.alloc(32, 7), "ssm/parameters"));
    const parameter = store.find("/s");
    if (parameter === undefined) throw new Error("/s is missing");
    const { key: _key, ...older } = parameter;
    store.save({ ...older, version: 2, value: "old" });
    expect(await get("/s", { WithDecryption: true })).toMatchObject({ Value: "old", Version: 2 });
    expect(String((await get("/s"))["Value"])).toMatch(/^AQICAHh/);
    const deny = { ...allow("kms:Decrypt"), Effect: "Deny" };
    expect(await read(as(allow("ssm:*"), deny))).toMatchObject({ __type: "AccessDeniedException" });
  });

  test("a key is for secure strings only", async () => {
    expect(await put("/a", "1", { KeyId: await ssm.kms.key() })).toMatchObject({
      __type: "ValidationException",
    });
  });
});

describe("SSM-3 ARNs", () => {
  test.each([
    "arn:aws:ssm:eu-west-1:999999999999:parameter/a",
    "arn:aws:ssm:us-east-1:123456789012:parameter/a",
    "arn:aws-cn:ssm:eu-west-1:123456789012:parameter/a",
  ])("SSM-3 %s is nobody of here", async (Name) => {
    await put("/a", "1");
    expect(await call("GetParameter", { Name })).toMatchObject({ status: 400, __type: "ParameterNotFound" });
  });

  test.each(["parameter//a", "parameter///a", "parameter//a:1"])(
    "SSM-3 %s is not the ARN of /a, whose policies would not be asked",
    async (resource) => {
      await put("/a", "mine");
      const Name = `arn:aws:ssm:eu-west-1:123456789012:${resource}`;
      const Statement = [
        { Effect: "Allow", Action: "ssm:*", Resource: "*" },
        { Effect: "Deny", Action: "ssm:*", Resource: "arn:aws:ssm:*:*:parameter/a" },
      ];
      const stranger = roleWith(ssm.world(), JSON.stringify({ Version: "2012-10-17", Statement }));
      expect(await call("GetParameter", { Name }, stranger)).toMatchObject({ __type: "ParameterNotFound" });
      expect(await call("GetParameters", { Names: [Name] }, stranger)).toMatchObject({
        Parameters: [],
        InvalidParameters: [Name],
      });
    },
  );

  test("SSM-7 an empty list of tags takes none away", async () => {
    await put("/a", "1", { Tags: [{ Key: "team", Value: "owners" }] });
    expect(await put("/a", "2", { Overwrite: true, Tags: [] })).toMatchObject({ status: 200 });
    expect(await call("ListTagsForResource", { ResourceType: "Parameter", ResourceId: "/a" })).toMatchObject({
      TagList: [{ Key: "team", Value: "owners" }],
    });
  });

  test("what stands behind a version is none", async () => {
    await put("/a", "1");
    expect(await call("GetParameter", { Name: "/a:1:2" })).toMatchObject({
      __type: "ParameterVersionNotFound",
    });
  });

  test("SSM-3 of two parameters with one ARN, nobody opens one by tagging the other", async () => {
    await put("a", "mine", { Tags: [{ Key: "team", Value: "owners" }] });
    await put("/a", "theirs", { Tags: [{ Key: "team", Value: "strangers" }] });
    const read = {
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/team": "strangers" } },
    };
    const stranger = roleWith(ssm.world(), JSON.stringify({ Version: "2012-10-17", Statement: [read] }));
    expect(await call("GetParameter", { Name: "a" }, stranger)).toMatchObject({
      __type: "AccessDeniedException",
    });
  });
});
