import { beforeEach, describe, expect, test } from "vitest";
import { systemRandomness } from "../../core/randomness.ts";
import { roleWith } from "../../iam/testing/access-table.ts";
import { createSealer } from "../../store/sealing.ts";
import { createSecretStore } from "./secrets/store.ts";
import { secretsWorld } from "./testing/world.ts";

let secrets: ReturnType<typeof secretsWorld>;
beforeEach(() => {
  secrets = secretsWorld(systemRandomness);
});
const call: typeof secrets.call = (...given) => secrets.call(...given);
const create = (Name: string, SecretString?: string, more: object = {}) =>
  call("CreateSecret", { Name, SecretString, ...more });
const get = (SecretId: string, more: object = {}) => call("GetSecretValue", { SecretId, ...more });
const token = (letter: string) => letter.repeat(32);

describe("secrets", () => {
  test("what is stored is read by name, by ARN, and by the ARN without its last characters", async () => {
    const made = await create("app/db", "hush", { Description: "the database" });
    expect(made).toMatchObject({ status: 200, Name: "app/db", VersionId: expect.any(String) });
    const arn = String(made["ARN"]);
    expect(arn).toMatch(/^arn:aws:secretsmanager:eu-west-1:123456789012:secret:app\/db-[A-Za-z0-9]{6}$/);
    for (const id of ["app/db", arn, arn.slice(0, -7)]) {
      expect(await get(id)).toEqual({
        status: 200,
        ARN: arn,
        Name: "app/db",
        VersionId: made["VersionId"],
        SecretString: "hush",
        VersionStages: ["AWSCURRENT"],
        CreatedDate: secrets.clock.now() / 1_000,
      });
    }
  });

  test("a new value is current, the former one previous, the one before it deprecated", async () => {
    const first = await create("s", "one");
    const second = await call("PutSecretValue", { SecretId: "s", SecretString: "two" });
    expect(second).toMatchObject({ VersionStages: ["AWSCURRENT"] });
    expect(await get("s")).toMatchObject({ SecretString: "two", VersionId: second["VersionId"] });
    expect(await get("s", { VersionStage: "AWSPREVIOUS" })).toMatchObject({ SecretString: "one" });
    await call("UpdateSecret", { SecretId: "s", SecretString: "three" });
    expect(await get("s", { VersionStage: "AWSPREVIOUS" })).toMatchObject({ SecretString: "two" });
    expect(await get("s", { VersionId: first["VersionId"] })).toMatchObject({
      SecretString: "one",
      VersionStages: [],
    });
    const count = async (more: object) => {
      const { Versions } = await call("ListSecretVersionIds", { SecretId: "s", ...more });
      return (Versions as unknown[]).length;
    };
    expect([await count({}), await count({ IncludeDeprecated: true })]).toEqual([2, 3]);
  });

  test("a stage of one's own moves alone", async () => {
    await create("s", "one");
    await call("PutSecretValue", { SecretId: "s", SecretString: "next", VersionStages: ["PENDING"] });
    expect(await get("s")).toMatchObject({ SecretString: "one", VersionStages: ["AWSCURRENT"] });
    expect(await get("s", { VersionStage: "PENDING" })).toMatchObject({ SecretString: "next" });
  });

  test("a token that comes again with its value is the same version, with another it is refused", async () => {
    await create("s", "one", { ClientRequestToken: token("a") });
    const again = { SecretId: "s", ClientRequestToken: token("a") };
    expect(await call("PutSecretValue", { ...again, SecretString: "one" })).toMatchObject({
      VersionId: token("a"),
    });
    const { ARN } = await get("s");
    expect(await call("PutSecretValue", { ...again, SecretString: "two" })).toMatchObject({
      status: 400,
      __type: "ResourceExistsException",
      Message: `You can't use ClientRequestToken ${token("a")} because that value is already in use for a version of secret ${ARN}.`,
    });
    expect(await get("s")).toMatchObject({ SecretString: "one" });
  });

  test("bytes come back as they were", async () => {
    const SecretBinary = Buffer.from([0, 255, 1]).toString("base64");
    await call("CreateSecret", { Name: "b", SecretBinary });
    expect(await get("b")).toMatchObject({ SecretBinary });
    expect(await get("b")).not.toHaveProperty("SecretString");
  });

  test("tags, descriptions and lists tell no value", async () => {
    await create("one", "hush", { Tags: [{ Key: "team", Value: "home" }] });
    await create("two", "hush", { Description: "Database of Two" });
    await call("TagResource", { SecretId: "two", Tags: [{ Key: "stage", Value: "prod" }] });
    await call("UntagResource", { SecretId: "one", TagKeys: ["team"] });
    expect(await call("DescribeSecret", { SecretId: "two" })).toMatchObject({
      Tags: [{ Key: "stage", Value: "prod" }],
      Description: "Database of Two",
    });
    const names = async (input: object) => {
      const { SecretList } = await call("ListSecrets", input);
      expect(JSON.stringify(SecretList)).not.toContain("hush");
      return (SecretList as { Name: string }[]).map(({ Name }) => Name);
    };
    const by = (Key: string, ...Values: string[]) => names({ Filters: [{ Key, Values }] });
    expect(await names({ SortBy: "name", SortOrder: "desc" })).toEqual(["two", "one"]);
    expect(await by("name", "o")).toEqual(["one"]);
    expect(await by("name", "!o")).toEqual(["two"]);
    expect(await by("tag-key", "stage")).toEqual(["two"]);
    expect(await by("tag-key", "team")).toEqual([]);
    expect(await by("description", "database")).toEqual(["two"]);
    expect(await by("all", "one", "prod")).toEqual(["one", "two"]);
    const { SecretList, NextToken } = await call("ListSecrets", { MaxResults: 1 });
    expect(SecretList).toHaveLength(1);
    expect(await names({ MaxResults: 1, NextToken })).toHaveLength(1);
  });
});

describe("SECRET-4 deletion", () => {
  test("SECRET-4 what is to be deleted is read by nobody, comes back when it is restored, and is gone in time", async () => {
    await create("s", "hush");
    await call("DeleteSecret", { SecretId: "s", RecoveryWindowInDays: 7 });
    const marked = { status: 400, __type: "InvalidRequestException" };
    for (const [action, more] of [
      ["GetSecretValue", {}],
      ["PutSecretValue", { SecretString: "x" }],
      ["UpdateSecret", { SecretString: "x" }],
      ["TagResource", { Tags: [{ Key: "a", Value: "b" }] }],
    ] as const) {
      expect(await call(action, { SecretId: "s", ...more })).toMatchObject(marked);
    }
    expect(await create("s", "mine")).toMatchObject({
      ...marked,
      Message:
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
    });
    expect(await call("ListSecrets", {})).toMatchObject({ SecretList: [] });
    await call("RestoreSecret", { SecretId: "s" });
    expect(await get("s")).toMatchObject({ SecretString: "hush" });

    await call("DeleteSecret", { SecretId: "s", RecoveryWindowInDays: 7 });
    secrets.clock.advanceSeconds(7 * 86_400);
    expect(await call("RestoreSecret", { SecretId: "s" })).toMatchObject({
      __type: "ResourceNotFoundException",
    });
    await create("s");
    expect(await get("s")).toMatchObject({
      __type: "ResourceNotFoundException",
      Message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    });
  });

  test("SECRET-4 at once, when it is forced: a new one of the name has nothing of it", async () => {
    const { VersionId } = await create("s", "hush");
    await call("DeleteSecret", { SecretId: "s", ForceDeleteWithoutRecovery: true });
    await create("s", "new");
    expect(await get("s", { VersionId })).toMatchObject({ __type: "ResourceNotFoundException" });
  });
});

describe("refusals in AWS's words", () => {
  test.each([
    ["CreateSecret", { Name: "a b" }, "ValidationException", "Invalid name. Must be a valid name"],
    [
      "CreateSecret",
      { Name: "there" },
      "ResourceExistsException",
      "because the secret there already exists.",
    ],
    [
      "CreateSecret",
      { Name: "a", SecretString: "a", SecretBinary: "YQ==" },
      "InvalidParameterException",
      "both a binary",
    ],
    [
      "CreateSecret",
      { Name: "a", SecretString: "ü".repeat(40_000) },
      "InvalidParameterException",
      "longer than 65536 bytes",
    ],
    ["GetSecretValue", { SecretId: "none" }, "ResourceNotFoundException", "can't find the specified secret."],
    [
      "GetSecretValue",
      { SecretId: "there", VersionId: token("z") },
      "ResourceNotFoundException",
      `for VersionId: ${token("z")}`,
    ],
    [
      "GetSecretValue",
      { SecretId: "there", VersionStage: "NEXT" },
      "ResourceNotFoundException",
      "for staging label: NEXT",
    ],
    [
      "GetSecretValue",
      { SecretId: "there", VersionId: token("t"), VersionStage: "NEXT" },
      "InvalidRequestException",
      "not associated to the provided VersionId",
    ],
    ["PutSecretValue", { SecretId: "there" }, "InvalidRequestException", "You must provide either"],
    [
      "DeleteSecret",
      { SecretId: "there", RecoveryWindowInDays: 6 },
      "InvalidParameterException",
      "between 7 and 30 days",
    ],
    [
      "DeleteSecret",
      { SecretId: "there", RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
      "InvalidParameterException",
      "in conjunction",
    ],
    ["GetRandomPassword", { PasswordLength: 2 }, "InvalidParameterException", "at least 4"],
    ["GetRandomPassword", { PasswordLength: 0 }, "ValidationException", "at 'passwordLength'"],
    ["RotateSecret", { SecretId: "there" }, "UnsupportedOperationException", "RotateSecret"],
    [
      "PutResourcePolicy",
      { SecretId: "there", ResourcePolicy: "{}" },
      "UnsupportedOperationException",
      "PutResourcePolicy",
    ],
  ])("%s %j is %s", async (action, input, code, text) => {
    await create("there", "kept", { ClientRequestToken: token("t") });
    const answer = await call(action, input);
    expect(answer).toMatchObject({ status: 400, __type: code });
    expect(String(answer["Message"])).toContain(text);
    expect(await get("there")).toMatchObject({ SecretString: "kept", VersionId: token("t") });
    expect(await get("a")).toMatchObject({ status: 400 });
  });
});

test("passwords are of what is asked for", async () => {
  const password = async (input: object) =>
    String((await call("GetRandomPassword", input))["RandomPassword"]);
  expect(await password({})).toMatch(/^[!-~]{32}$/);
  expect(await password({ PasswordLength: 4 })).toMatch(/(?=.*[a-z])(?=.*[A-Z])(?=.*\d)/);
  const plain = { ExcludePunctuation: true, ExcludeUppercase: true, ExcludeCharacters: "abc" };
  expect(await password({ ...plain, PasswordLength: 200 })).toMatch(/^[d-z0-9]{200}$/);
  expect(await password({})).not.toBe(await password({}));
});

test("SECRET-2 no value lies in clear in the database, and none can be moved to another secret", async () => {
  await create("s", "hush-hush");
  const other = await create("t", "plainly");
  const rows = secrets.database.prepare<{ value: Uint8Array }>("SELECT * FROM secret_values").all();
  for (const { value } of rows) {
    expect(Buffer.from(value).toString("latin1")).not.toMatch(/hush-hush|plainly/);
  }
  secrets.database
    .prepare(
      "UPDATE secret_values SET value = (SELECT value FROM secret_values WHERE name = 's') WHERE version = ?",
    )
    .run(String(other["VersionId"]));
  expect((await get("t")).status).toBe(500);
  const store = createSecretStore(
    secrets.database,
    createSealer(Buffer.alloc(32, 7), "secretsmanager/values"),
  );
  const moved = store.find("t");
  expect(() => moved && store.value(moved, String(other["VersionId"]))).toThrow("cannot be opened");
});

test("SECRET-2 of a hundred versions and more, those without a stage are dropped with their values", async () => {
  await create("s", "0");
  for (let index = 1; index <= 102; index += 1) {
    await call("PutSecretValue", { SecretId: "s", SecretString: `${index}` });
  }
  const kept = secrets.database
    .prepare<{ count: number }>("SELECT count(*) AS count FROM secret_values")
    .get();
  expect(kept?.count).toBe(100);
  expect(await get("s")).toMatchObject({ SecretString: "102" });
  expect(await get("s", { VersionStage: "AWSPREVIOUS" })).toMatchObject({ SecretString: "101" });
});

test.each([
  ["of another account", (arn: string) => arn.replace("123456789012", "999999999999")],
  ["of another region", (arn: string) => arn.replace("eu-west-1", "us-east-1")],
  ["of another secret of the name", (arn: string) => `${arn.slice(0, -6)}zzzzzz`],
])("SECRET-3 an ARN %s is none of here", async (_what, change) => {
  const { ARN } = await create("s", "hush");
  expect(await get(change(String(ARN)))).toMatchObject({ status: 400, __type: "ResourceNotFoundException" });
});

test("SECRET-1 a policy with AWS's six question marks is about the one secret", async () => {
  await create("app", "mine");
  await create("app-other", "theirs");
  const Resource = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app-??????";
  const statement = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource };
  const role = roleWith(secrets.world(), JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
  expect(await call("GetSecretValue", { SecretId: "app" }, role)).toMatchObject({ SecretString: "mine" });
  expect(await call("GetSecretValue", { SecretId: "app-other" }, role)).toMatchObject({
    __type: "AccessDeniedException",
  });
});

test("everything is there after the service is made anew", async () => {
  await create("s", "hush");
  secrets.restart();
  expect(await get("s")).toMatchObject({ SecretString: "hush" });
});
