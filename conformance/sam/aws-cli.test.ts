import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";
import { homeOf } from "../support/home.ts";
import { listenTo } from "../support/mqtt.ts";

const python = inject("python");
const facts = inject("product");
const home = homeOf(facts);

let tools: AwsTools;
let folder: string;

describe.skipIf("missing" in python)("aws, unmodified", { timeout: 60_000 }, () => {
  beforeAll(() => {
    tools = new AwsTools(python, facts);
    folder = mkdtempSync(join(tmpdir(), "portcullis-aws-"));
  });
  afterAll(() => folder !== undefined && rmSync(folder, { recursive: true, force: true }));

  const aws = (...words: string[]) => tools.aws(words, { folder });
  /** What `aws` printed of a refusal, and its exit code. */
  const refusal = async (...words: string[]) => {
    const { code, err } = await aws(...words);
    return [code, err.trim()];
  };
  const write = (name: string, text: string | object) => {
    writeFileSync(join(folder, name), typeof text === "string" ? text : JSON.stringify(text));
    return `file://${join(folder, name)}`;
  };
  const BUCKET = { Type: "AWS::S3::Bucket" };

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

  test("cloudformation deploy creates, finds nothing to do, updates and says why it failed", async () => {
    write("one.json", {
      Parameters: { Suffix: { Type: "String", Default: "a" } },
      Resources: { B: BUCKET },
      Outputs: { Name: { Value: { Ref: "B" }, Export: { Name: "cli-bucket" } } },
    });
    const deploy = async (...more: string[]) => {
      await tools.nextSecond();
      return aws(
        "cloudformation",
        "deploy",
        "--template-file",
        "one.json",
        "--stack-name",
        "cli-one",
        ...more,
      );
    };
    const created = await deploy();
    expect([created.code, created.out], created.err).toEqual([
      0,
      expect.stringContaining("Successfully created/updated stack - cli-one"),
    ]);
    const strict = await deploy();
    expect([strict.code, strict.err]).toEqual([
      255,
      expect.stringContaining("No changes to deploy. Stack cli-one is up to date"),
    ]);
    const calm = await deploy("--no-fail-on-empty-changeset");
    expect([calm.code, calm.out]).toEqual([
      0,
      expect.stringContaining("No changes to deploy. Stack cli-one is up to date"),
    ]);
    const tagged = await deploy("--tags", "room=hall");
    expect(tagged.code, tagged.err).toBe(0);
    write("role.json", {
      Resources: {
        R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
      },
    });
    const unacknowledged = await aws(
      "cloudformation",
      "deploy",
      "--template-file",
      "role.json",
      "--stack-name",
      "cli-role",
    );
    expect([unacknowledged.code, unacknowledged.err]).toEqual([
      255,
      expect.stringContaining("(InsufficientCapabilitiesException)"),
    ]);
  });

  test("describe-stacks, -events, -resources, get-template, list-exports and list-imports", async () => {
    const described = await tools.awsJson("cloudformation", "describe-stacks", "--stack-name", "homeapp-api");
    expect(described).toMatchObject({
      Stacks: [
        {
          StackName: "homeapp-api",
          StackStatus: "CREATE_COMPLETE",
          Outputs: expect.arrayContaining([
            expect.objectContaining({ OutputKey: "ApiUrl", OutputValue: home.apiUrl }),
          ]),
        },
      ],
    });
    const events = (await tools.awsJson(
      "cloudformation",
      "describe-stack-events",
      "--stack-name",
      "homeapp-api",
    )) as { StackEvents: { ResourceStatus: string; LogicalResourceId: string }[] };
    expect([events.StackEvents[0], events.StackEvents.at(-1)]).toMatchObject([
      { LogicalResourceId: "homeapp-api", ResourceStatus: "CREATE_COMPLETE" },
      { LogicalResourceId: "homeapp-api", ResourceStatus: "CREATE_IN_PROGRESS" },
    ]);
    expect(
      await tools.awsJson(
        "cloudformation",
        "describe-stack-resource",
        "--stack-name",
        "homeapp-api",
        "--logical-resource-id",
        "ProfileImagesBucket",
        "--query",
        "StackResourceDetail.PhysicalResourceId",
      ),
    ).toBe(home.bucket);
    const original = await tools.awsJson(
      "cloudformation",
      "get-template",
      "--stack-name",
      "homeapp-api",
      "--query",
      "TemplateBody",
    );
    expect(original).toMatchObject({ Transform: "AWS::Serverless-2016-10-31" });
    expect(
      await tools.awsJson(
        "cloudformation",
        "get-template",
        "--template-stage",
        "Processed",
        "--stack-name",
        "homeapp-api",
        "--query",
        "TemplateBody.Resources.Api.Type",
      ),
    ).toBe("AWS::ApiGateway::RestApi");
    expect(
      await tools.awsJson("cloudformation", "list-exports", "--query", "Exports[?Name=='cli-bucket'].Name"),
    ).toEqual(["cli-bucket"]);
    expect(
      await tools.awsJson("cloudformation", "list-imports", "--export-name", "homeapp-cognito-UserPoolId"),
    ).toEqual({ Imports: ["homeapp-api"] });
    expect(await refusal("cloudformation", "list-imports", "--export-name", "cli-bucket")).toEqual([
      255,
      "An error occurred (ValidationError) when calling the ListImports operation: Export 'cli-bucket' is not imported by any stack.",
    ]);
  });

  test("what is not there is said in AWS's words", async () => {
    const said = (operation: string, text: string, code = "ValidationError") => [
      255,
      `An error occurred (${code}) when calling the ${operation} operation: ${text}`,
    ];
    const stack = ["--stack-name", "nobody"];
    expect(await refusal("cloudformation", "describe-stacks", ...stack)).toEqual(
      said("DescribeStacks", "Stack with id nobody does not exist"),
    );
    expect(await refusal("cloudformation", "describe-stack-events", ...stack)).toEqual(
      said("DescribeStackEvents", "Stack [nobody] does not exist"),
    );
    expect(
      await refusal("cloudformation", "describe-change-set", ...stack, "--change-set-name", "x"),
    ).toEqual(said("DescribeChangeSet", "Stack [nobody] does not exist"));
    expect(
      await refusal(
        "cloudformation",
        "describe-change-set",
        "--stack-name",
        "cli-one",
        "--change-set-name",
        "gone",
      ),
    ).toEqual(said("DescribeChangeSet", "ChangeSet [gone] does not exist", "ChangeSetNotFound"));
    expect(await refusal("cloudformation", "get-template", ...stack)).toEqual(
      said("GetTemplate", "Stack with id nobody does not exist"),
    );
    expect((await aws("cloudformation", "delete-stack", ...stack)).code).toBe(0);
    expect(
      await refusal(
        "cloudformation",
        "set-stack-policy",
        "--stack-name",
        "cli-one",
        "--stack-policy-body",
        "{}",
      ),
    ).toEqual([255, expect.stringContaining("SetStackPolicy is not supported by Portcullis")]);
  });

  test("validate-template answers parameters and capabilities, or what is wrong", async () => {
    const template = `file://${join(import.meta.dirname, "..", "..", "stacks", "cognito", "template.yaml")}`;
    expect(
      await tools.awsJson("cloudformation", "validate-template", "--template-body", template),
    ).toMatchObject({
      Parameters: expect.arrayContaining([
        expect.objectContaining({ ParameterKey: "AppName", DefaultValue: "homeapp", NoEcho: false }),
      ]),
      Capabilities: expect.arrayContaining(["CAPABILITY_AUTO_EXPAND"]),
      DeclaredTransforms: ["AWS::Serverless-2016-10-31"],
    });
    expect(
      await refusal("cloudformation", "validate-template", "--template-body", write("empty.json", "{}")),
    ).toEqual([
      255,
      "An error occurred (ValidationError) when calling the ValidateTemplate operation: Template format error: At least one Resources member must be defined.",
    ]);
  });

  test("termination protection and exports in use keep a stack; delete and wait", async () => {
    const protect = (flag: string) =>
      aws("cloudformation", "update-termination-protection", flag, "--stack-name", "cli-one");
    expect((await protect("--enable-termination-protection")).code).toBe(0);
    expect(await refusal("cloudformation", "delete-stack", "--stack-name", "cli-one")).toEqual([
      255,
      "An error occurred (ValidationError) when calling the DeleteStack operation: Stack [cli-one] cannot be deleted while TerminationProtection is enabled",
    ]);
    await protect("--no-enable-termination-protection");
    await aws("cloudformation", "delete-stack", "--stack-name", "cli-one");
    const waited = await aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", "cli-one");
    expect(waited.code, waited.err).toBe(0);
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

  test("s3 mb, cp, ls, sync, rm and rb", async () => {
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
      "Functions[?contains(FunctionName, 'ControlGate')].FunctionName",
    )) as string[];
    const invoked = await tools.awsJson(
      "lambda",
      "invoke",
      "--function-name",
      name ?? "",
      "--payload",
      '{"body":"{}"}',
      join(folder, "reply.json"),
    );
    expect(invoked).toMatchObject({ StatusCode: 200 });
    expect(JSON.parse(readFileSync(join(folder, "reply.json"), "utf8"))).toMatchObject({ statusCode: 400 });
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
});
