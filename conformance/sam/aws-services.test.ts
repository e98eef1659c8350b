import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { AwsTools, awsDesk } from "../support/aws-tools.ts";
import { homeOf } from "../support/home.ts";
import { listenTo } from "../support/mqtt.ts";

const python = inject("python");
const facts = inject("product");
const home = homeOf(facts);

/** Of the pool's trigger; the API's functions are counted elsewhere. */
const TOKEN_EVENT = {
  request: { groupConfiguration: { groupsToOverride: ["Admins"] } },
  callerContext: { clientId: "client" },
};

let tools: AwsTools;
let folder: string;

describe.skipIf("missing" in python)("aws, unmodified", { concurrent: true }, () => {
  beforeAll(() => {
    tools = new AwsTools(python, facts);
    folder = mkdtempSync(join(tmpdir(), "portcullis-aws-"));
  });
  afterAll(() => folder !== undefined && rmSync(folder, { recursive: true, force: true }));

  const { aws, refusal, write } = awsDesk(
    () => tools,
    () => folder,
  );

  test("sts get-caller-identity; a wrong secret is nobody", async () => {
    expect(await tools.awsJson("sts", "get-caller-identity")).toEqual({
      UserId: expect.any(String),
      Account: "123456789012",
      Arn: "arn:aws:iam::123456789012:user/administrator",
    });
    const wrong = await tools.aws(["sts", "get-caller-identity"], {
      environment: { AWS_SECRET_ACCESS_KEY: "wrong" },
    });
    expect([wrong.code, wrong.err]).toEqual([255, expect.stringContaining("(SignatureDoesNotMatch)")]);
    const unknown = await tools.aws(["sts", "get-caller-identity"], {
      environment: { AWS_ACCESS_KEY_ID: "AKIANOBODY0000000000" },
    });
    expect([unknown.code, unknown.err.trim()]).toEqual([
      255,
      "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.",
    ]);
  });

  test("cognito-idp invites, sets a password and signs in; wrong ones are refused", async () => {
    const pool = ["--user-pool-id", home.userPoolId];
    const name = ["--username", "cli@example.com"];
    const made = await tools.awsJson(
      "cognito-idp",
      "admin-create-user",
      ...pool,
      ...name,
      "--message-action",
      "SUPPRESS",
      "--user-attributes",
      "Name=email,Value=cli@example.com",
    );
    expect(made).toMatchObject({ User: { UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true } });
    expect(await refusal("cognito-idp", "admin-create-user", ...pool, ...name)).toEqual([
      255,
      "An error occurred (UsernameExistsException) when calling the AdminCreateUser operation: An account with the given email already exists.",
    ]);
    expect(
      await refusal(
        "cognito-idp",
        "admin-set-user-password",
        ...pool,
        ...name,
        "--password",
        "short",
        "--permanent",
      ),
    ).toEqual([255, expect.stringContaining("(InvalidPasswordException)")]);
    expect(
      (
        await aws(
          "cognito-idp",
          "admin-set-user-password",
          ...pool,
          ...name,
          "--password",
          "Open-sesame-1",
          "--permanent",
        )
      ).code,
    ).toBe(0);
    expect(
      await refusal(
        "cognito-idp",
        "initiate-auth",
        "--client-id",
        home.clientId,
        "--auth-flow",
        "USER_PASSWORD_AUTH",
        "--auth-parameters",
        "USERNAME=cli@example.com,PASSWORD=Open-sesame-1",
      ),
    ).toEqual([
      255,
      "An error occurred (InvalidParameterException) when calling the InitiateAuth operation: USER_PASSWORD_AUTH flow not enabled for this client",
    ]);
    const { UserPoolClient } = (await tools.awsJson(
      "cognito-idp",
      "create-user-pool-client",
      ...pool,
      "--client-name",
      "cli",
      "--explicit-auth-flows",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "--prevent-user-existence-errors",
      "ENABLED",
    )) as { UserPoolClient: { ClientId: string } };
    const signIn = [
      "cognito-idp",
      "initiate-auth",
      "--client-id",
      UserPoolClient.ClientId,
      "--auth-flow",
      "USER_PASSWORD_AUTH",
      "--auth-parameters",
    ];
    expect(await tools.awsJson(...signIn, "USERNAME=cli@example.com,PASSWORD=Open-sesame-1")).toMatchObject({
      AuthenticationResult: { TokenType: "Bearer", ExpiresIn: 3600 },
    });
    for (const wrong of [
      "USERNAME=cli@example.com,PASSWORD=wrong",
      "USERNAME=nobody@example.com,PASSWORD=wrong",
    ]) {
      expect(await refusal(...signIn, wrong)).toEqual([
        255,
        "An error occurred (NotAuthorizedException) when calling the InitiateAuth operation: Incorrect username or password.",
      ]);
    }
    await aws("cognito-idp", "admin-delete-user", ...pool, ...name);
    expect(await refusal("cognito-idp", "admin-get-user", ...pool, ...name)).toEqual([
      255,
      "An error occurred (UserNotFoundException) when calling the AdminGetUser operation: User does not exist.",
    ]);
  });

  test("s3 mb, cp, ls, sync and rb", async () => {
    write("a.txt", "alpha");
    expect(await refusal("s3", "ls", "s3://cli-photos")).toEqual([
      255,
      "An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist",
    ]);
    expect((await aws("s3", "mb", "s3://cli-photos")).out.trim()).toBe("make_bucket: cli-photos");
    expect((await aws("s3", "cp", "a.txt", "s3://cli-photos/in/a.txt")).code).toBe(0);
    expect((await aws("s3", "ls", "s3://cli-photos", "--recursive")).out).toMatch(/ 5 in\/a\.txt\n$/);
    expect((await aws("s3", "cp", "s3://cli-photos/in/a.txt", "-")).out).toBe("alpha");
    const synced = await aws("s3", "sync", "s3://cli-photos", "copy");
    expect([synced.code, readFileSync(join(folder, "copy", "in", "a.txt"), "utf8")]).toEqual([0, "alpha"]);
    expect((await aws("s3", "sync", "copy", "s3://cli-photos")).out).toBe("");
    const [code, text] = await refusal("s3", "rb", "s3://cli-photos");
    expect([code, text]).toEqual([1, expect.stringContaining("(BucketNotEmpty)")]);
    const removed = await aws("s3", "rb", "s3://cli-photos", "--force");
    expect([removed.code, removed.out], removed.err).toEqual([
      0,
      expect.stringContaining("remove_bucket: cli-photos"),
    ]);
    const missing = await aws("s3", "cp", `s3://${home.bucket}/nobody`, "-");
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining("(404)")]);
  });

  test("iot-data publish reaches the gate; a topic that is none is refused", async () => {
    const gate = await listenTo(facts, "cli/gate");
    const publish = (topic: string) =>
      aws("iot-data", "publish", "--topic", topic, "--qos", "1", "--payload", '{"message":"open"}');
    const { code, err } = await publish("cli/gate");
    expect(code, err).toBe(0);
    expect(await gate.next()).toEqual({ topic: "cli/gate", payload: '{"message":"open"}' });
    await gate.close();
    expect((await publish("cli/#")).err).toContain("(InvalidRequestException)");
  });

  test("lambda invoke runs a deployed function; another one is not there", async () => {
    const [name] = (await tools.awsJson(
      "lambda",
      "list-functions",
      "--query",
      "Functions[?contains(FunctionName, 'AddGroupScopes')].FunctionName",
    )) as string[];
    const invoked = await tools.awsJson(
      "lambda",
      "invoke",
      "--function-name",
      name ?? "",
      "--payload",
      JSON.stringify(TOKEN_EVENT),
      join(folder, "reply.json"),
    );
    expect(invoked).toMatchObject({ StatusCode: 200 });
    expect(readFileSync(join(folder, "reply.json"), "utf8")).toContain('"scopesToAdd":');
    expect(readFileSync(join(folder, "reply.json"), "utf8")).toContain("Admins-client");
    expect(await refusal("lambda", "invoke", "--function-name", "nobody", join(folder, "none.json"))).toEqual(
      [
        255,
        "An error occurred (ResourceNotFoundException) when calling the Invoke operation: Function not found: arn:aws:lambda:eu-west-1:123456789012:function:nobody:$LATEST",
      ],
    );
  });

  test("a role without permission is told what it may not do", async () => {
    const trust = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "sts:AssumeRole" },
      ],
    };
    const { Role } = (await tools.awsJson(
      "iam",
      "create-role",
      "--role-name",
      "cli-guest",
      "--assume-role-policy-document",
      write("trust.json", trust),
    )) as { Role: { Arn: string } };
    const { Credentials } = (await tools.awsJson(
      "sts",
      "assume-role",
      "--role-arn",
      Role.Arn,
      "--role-session-name",
      "visit",
    )) as {
      Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string };
    };
    const environment = {
      AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials.SessionToken,
    };
    const who = "arn:aws:sts::123456789012:assumed-role/cli-guest/visit";
    for (const [words, text] of [
      [
        ["cloudformation", "describe-stacks", "--stack-name", "homeapp-api"],
        `(AccessDenied) when calling the DescribeStacks operation: User: ${who} is not authorized to perform: cloudformation:DescribeStacks`,
      ],
      [
        ["cognito-idp", "list-users", "--user-pool-id", home.userPoolId],
        `(AccessDeniedException) when calling the ListUsers operation: User: ${who} is not authorized to perform: cognito-idp:ListUsers`,
      ],
      [["s3", "ls", `s3://${home.bucket}`], "(AccessDenied) when calling the ListObjectsV2 operation"],
    ] as const) {
      const { code, err } = await tools.aws(words, { environment });
      expect([code, err]).toEqual([255, expect.stringContaining(text)]);
    }
    await aws("iam", "delete-role", "--role-name", "cli-guest");
  });

  test("aws logs and sam logs show what a function printed; who may not read is refused", async () => {
    const { Functions } = (await tools.awsJson("lambda", "list-functions")) as {
      Functions: { FunctionName: string; LoggingConfig: { LogGroup: string } }[];
    };
    const found = Functions.find(({ FunctionName }) => FunctionName.includes("AddGroupScopes"));
    const { FunctionName: name = "", LoggingConfig: { LogGroup = "" } = {} } = found ?? {};
    const event = write("log-event.json", TOKEN_EVENT);
    await tools.awsJson(
      "lambda",
      "invoke",
      "--function-name",
      name,
      "--payload",
      event,
      join(folder, "log-reply.json"),
    );

    const group = ["--log-group-name", LogGroup];
    const read = (await tools.awsJson("logs", "filter-log-events", ...group)) as {
      events: { logStreamName: string; message: string }[];
    };
    expect(read.events.map(({ message }) => message).join("")).toContain("START RequestId");
    const sam = await tools.sam(["logs", "--cw-log-group", LogGroup]);
    expect([sam.code, sam.out]).toEqual([0, expect.stringContaining("[$LATEST]")]);

    const none = await refusal("logs", "filter-log-events", "--log-group-name", "/aws/lambda/none");
    expect(none).toEqual([255, expect.stringContaining("The specified log group does not exist.")]);
    const environment = { AWS_SECRET_ACCESS_KEY: "wrong" };
    const wrong = await tools.aws(["logs", "filter-log-events", ...group], { environment });
    expect([wrong.code, wrong.err]).toEqual([255, expect.stringContaining("(InvalidSignatureException)")]);
  });
});
