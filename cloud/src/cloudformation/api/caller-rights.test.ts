import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deployEveryType, EVERY_TYPE, named } from "../testing/every-type.ts";
import { allow, endOf, type RightsCloud, rightsCloud } from "../testing/rights.ts";
import { upload } from "../testing/upload.ts";

const SERVICE = { Service: "cloudformation.amazonaws.com" };
const EVERYTHING = {
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName: "everything",
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "123456789012" } }],
    },
    Policies: [{ PolicyName: "all", PolicyDocument: { Version: "2012-10-17", Statement: [allow("*")] } }],
  },
};

let rights: RightsCloud;
let deployer: CloudFormationClient;
let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  rights = await rightsCloud();
  deployer = await rights.as("deployer", [allow("cloudformation:*")]);
  const { services, foundation } = rights.cloud;
  outputs = await deployEveryType({
    deploy: async (stackName, template) => {
      const request = {
        stackName,
        templateBody: JSON.stringify(template),
        parameters: {},
        capabilities: ["CAPABILITY_NAMED_IAM"],
        tags: {},
      };
      return (await services.ports.stackEngine.deploy(request)).outputs;
    },
    upload: (bucket, key, body) => {
      const { administrator: credentials, config, clock } = foundation;
      return upload({ services, credentials, region: config.region, clock }, { bucket, key, body });
    },
  });
});
afterAll(() => rights.close());

const roleExists = (RoleName: string) =>
  rights.iam.send(new GetRoleCommand({ RoleName })).then(
    () => true,
    () => false,
  );

describe("CFN-RIGHTS a stack has the rights of its caller", () => {
  test("CFN-RIGHTS cloudformation:* alone makes no role of Action *; the stack rolls back", async () => {
    const end = await rights.create(deployer, "takeover", { resources: { Evil: EVERYTHING } });

    expect(end.status).toBe("ROLLBACK_COMPLETE");
    expect(end.failures["Evil"]).toMatch(
      /^Resource handler returned message: "User: arn:aws:sts::123456789012:assumed-role\/deployer\/test is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role\/everything because no identity-based policy allows the iam:CreateRole action" \(RequestToken: [\w-]+, HandlerErrorCode: AccessDenied\)$/,
    );
    expect(await roleExists("everything")).toBe(false);
  });

  test("CFN-RIGHTS every further call of a resource is asked: a role without its inline policy is none", async () => {
    const halfway = await rights.as("halfway", [
      allow("cloudformation:*", "iam:CreateRole", "iam:DeleteRole"),
    ]);

    const end = await rights.create(halfway, "halfway", { resources: { Evil: EVERYTHING } });

    expect(end.failures["Evil"]).toContain("is not authorized to perform: iam:PutRolePolicy on resource");
    expect(await roleExists("everything")).toBe(false);
  });

  test("CFN-RIGHTS a caller with the rights makes and deletes it, called via CloudFormation", async () => {
    const via = { StringEquals: { "aws:CalledVia": "cloudformation.amazonaws.com" } };
    const able = await rights.as("able", [
      allow("cloudformation:*"),
      { ...allow("iam:*Role*"), Condition: { ...via, Bool: { "aws:ViaAWSService": "true" } } },
    ]);

    const end = await rights.create(able, "able", { resources: { Evil: EVERYTHING } });
    expect(end).toEqual({ status: "CREATE_COMPLETE", failures: {} });
    expect(await roleExists("everything")).toBe(true);

    await deployer.send(new DeleteStackCommand({ StackName: "able" }));
    const refused = await endOf(rights.administrator, "able");
    expect(refused.status).toBe("DELETE_FAILED");
    expect(refused.failures["Evil"]).toContain("is not authorized to perform: iam:DeleteRolePolicy");

    const { Stacks: [stack] = [] } = await able.send(new DescribeStacksCommand({ StackName: "able" }));
    await able.send(new DeleteStackCommand({ StackName: "able" }));
    expect((await endOf(rights.administrator, stack?.StackId ?? "")).status).toBe("DELETE_COMPLETE");
  });

  test("CFN-RIGHTS a caller who may not pass the role makes no function of it", async () => {
    const client = await rights.as("builder", [allow("cloudformation:*", "lambda:*")]);
    const { Worker } = EVERY_TYPE;

    const end = await rights.create(client, "passing", {
      resources: named({ Worker } as never, outputs) as object,
    });

    expect(end.failures["Worker"]).toContain(`iam:PassRole on resource: ${outputs["RoleArn"]} because`);
  });

  test("CFN-RIGHTS a tag of the stack is put on a function only with the right to tag it", async () => {
    const { Worker } = EVERY_TYPE;
    const resources = named({ Worker } as never, outputs) as object;
    const created = await rights.create(rights.administrator, "tagged", { resources });
    expect(created.status).toBe("CREATE_COMPLETE");
    const client = await rights.as("tagger", [
      allow("cloudformation:*", "lambda:UpdateFunctionConfiguration", "iam:PassRole"),
    ]);
    const update = { StackName: "tagged", UsePreviousTemplate: true, Tags: [{ Key: "team", Value: "a" }] };

    await client.send(new UpdateStackCommand(update));
    const refused = await endOf(rights.administrator, "tagged");
    expect(refused.failures["Worker"]).toContain("is not authorized to perform: lambda:TagResource on");
    expect(refused.status).toBe("UPDATE_ROLLBACK_COMPLETE");

    await rights.create(rights.administrator, "untagged", { resources, Tags: update.Tags });
    const adder = await rights.as("adder", [
      allow("cloudformation:*", "lambda:UpdateFunctionConfiguration", "lambda:TagResource", "iam:PassRole"),
    ]);
    const other = { ...update, StackName: "untagged", Tags: [{ Key: "other", Value: "b" }] };
    await adder.send(new UpdateStackCommand(other));
    const kept = await endOf(rights.administrator, "untagged");
    expect(kept.failures["Worker"]).toContain("is not authorized to perform: lambda:UntagResource on");
    expect(kept.status).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  test("CFN-RIGHTS a tag of a role goes only with the right to take it off", async () => {
    const Role = (Tags: object) => ({ Evil: { ...EVERYTHING, Properties: { ...PLAIN, Tags } } });
    const { Policies: _none, ...rest } = EVERYTHING.Properties;
    const PLAIN = { ...rest, RoleName: "tagged-role" };
    await rights.create(rights.administrator, "role-tags", {
      resources: Role([{ Key: "team", Value: "a" }]),
    });
    const client = await rights.as("role-tagger", [
      allow("cloudformation:*", "iam:UpdateRole", "iam:UpdateAssumeRolePolicy", "iam:TagRole"),
    ]);
    const TemplateBody = JSON.stringify({ Resources: Role([{ Key: "other", Value: "b" }]) });
    const Capabilities = ["CAPABILITY_NAMED_IAM" as const];

    await client.send(new UpdateStackCommand({ StackName: "role-tags", TemplateBody, Capabilities }));
    const end = await endOf(rights.administrator, "role-tags");

    expect(end.failures["Evil"]).toContain("is not authorized to perform: iam:UntagRole on");
    expect(end.status).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  const NONE: { Key: string; Value: string }[] = [];
  const TEAM = [{ Key: "team", Value: "a" }];
  test.each([
    ["Api", "put", NONE, TEAM, "apigateway:PATCH", "apigateway:PUT"],
    ["Api", "taken off", TEAM, NONE, "apigateway:PATCH", "apigateway:DELETE"],
    ["Bucket", "put", NONE, TEAM, "s3:GetBucketTagging", "s3:PutBucketTagging"],
    ["Bucket", "taken off", TEAM, NONE, "s3:GetBucketTagging", "s3:PutBucketTagging"],
  ])("CFN-RIGHTS %s: the only tag of the stack is %s with the right alone", async (...row) => {
    const [logicalId, what, before, after, given, needed] = row;
    const name = `tag-${logicalId}-${what.replace(" ", "-")}`;
    const resources = named({ [logicalId]: EVERY_TYPE[logicalId] } as never, outputs) as object;
    const updated = async (StackName: string, ...actions: string[]) => {
      await rights.create(rights.administrator, StackName, { resources, Tags: before });
      const client = await rights.as(StackName, [allow("cloudformation:*", ...actions)]);
      await client.send(new UpdateStackCommand({ StackName, UsePreviousTemplate: true, Tags: after }));
      return endOf(rights.administrator, StackName);
    };

    const refused = await updated(`${name}-refused`, given);
    const done = await updated(name, given, needed);

    expect(refused.failures[logicalId]).toContain(`is not authorized to perform: ${needed} on resource: `);
    expect(done).toEqual({ status: "UPDATE_COMPLETE", failures: {} });
  });

  test("CFN-RIGHTS S3-10 a public bucket policy is refused to the one who deploys it", async () => {
    const client = await rights.as("publisher", [allow("cloudformation:*", "s3:*")]);
    const everyone = { Effect: "Allow", Principal: "*", Action: "s3:GetObject" };
    const Resource = { "Fn::Sub": "${Bucket.Arn}/*" };
    const PolicyDocument = { Version: "2012-10-17", Statement: [{ ...everyone, Resource }] };
    const { Bucket } = EVERY_TYPE;
    const Rules = {
      Type: "AWS::S3::BucketPolicy",
      Properties: { Bucket: { Ref: "Bucket" }, PolicyDocument },
    };

    const end = await rights.create(client, "public", { resources: { Bucket, Rules } });

    expect(end.failures["Rules"]).toMatch(
      /User: arn:aws:sts::123456789012:assumed-role\/publisher\/test is not authorized to perform: s3:PutBucketPolicy on resource: .* because public policies are prevented/,
    );
  });

  test("CFN-RIGHTS an update and a change set have the rights of who makes and executes them", async () => {
    const group = (days: number) => ({
      Log: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "kept", RetentionInDays: days } },
    });
    await rights.create(rights.administrator, "logs", { resources: group(1) });
    const TemplateBody = JSON.stringify({ Resources: group(3) });

    await deployer.send(new UpdateStackCommand({ StackName: "logs", TemplateBody }));
    const updated = await endOf(rights.administrator, "logs");
    expect(updated.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(updated.failures["Log"]).toContain("is not authorized to perform: logs:");

    const changeSet = { StackName: "logs", ChangeSetName: "three" };
    await rights.administrator.send(new CreateChangeSetCommand({ ...changeSet, TemplateBody }));
    await deployer.send(new ExecuteChangeSetCommand(changeSet));
    expect((await endOf(rights.administrator, "logs")).status).toBe("UPDATE_ROLLBACK_COMPLETE");

    await rights.administrator.send(new UpdateStackCommand({ StackName: "logs", TemplateBody }));
    expect((await endOf(rights.administrator, "logs")).status).toBe("UPDATE_COMPLETE");
  });
});

describe("CFN-RIGHTS nothing of any type is made without the right", () => {
  const FIRST: Readonly<Record<string, string>> = {
    Pool: "cognito-idp:CreateUserPool",
    Client: "cognito-idp:CreateUserPoolClient",
    Domain: "cognito-idp:CreateUserPoolDomain",
    Group: "cognito-idp:CreateGroup",
    Server: "cognito-idp:CreateResourceServer",
    Person: "cognito-idp:AdminCreateUser",
    Membership: "cognito-idp:AdminAddUserToGroup",
    Role: "iam:CreateRole",
    Inline: "iam:PutRolePolicy",
    Managed: "iam:CreatePolicy",
    Worker: "lambda:CreateFunction",
    Version: "lambda:PublishVersion",
    Alias: "lambda:CreateAlias",
    Permission: "lambda:AddPermission",
    Address: "lambda:CreateFunctionUrlConfig",
    Events: "lambda:PutFunctionEventInvokeConfig",
    Polled: "lambda:CreateEventSourceMapping",
    Layer: "lambda:PublishLayerVersion",
    LayerPermission: "lambda:AddLayerVersionPermission",
    Lock: "kms:CreateKey",
    LockName: "kms:CreateAlias",
    Log: "logs:CreateLogGroup",
    Hidden: "secretsmanager:CreateSecret",
    Stored: "ssm:PutParameter",
    Jobs: "sqs:CreateQueue",
    Bus: "events:CreateEventBus",
    BusRules: "events:PutPermission",
    Paid: "events:PutRule",
    JobsRules: "sqs:SetQueueAttributes",
    News: "sns:CreateTopic",
    NewsRules: "sns:SetTopicAttributes",
    Subscribed: "sns:Subscribe",
    Table: "dynamodb:CreateTable",
    Bucket: "s3:CreateBucket",
    BucketRules: "s3:PutBucketPolicy",
    Alarm: "cloudwatch:PutMetricAlarm",
    Api: "apigateway:POST",
    Account: "apigateway:PATCH",
    Path: "apigateway:POST",
    Method: "apigateway:PUT",
    Model: "apigateway:POST",
    Validator: "apigateway:POST",
    Authorizer: "apigateway:POST",
    Denied: "apigateway:PUT",
    Deployed: "apigateway:POST",
    Stage: "apigateway:POST",
  };

  /** They stand for no call of an API: CloudFormation keeps them itself. */
  const OWN = ["Handle", "Wait"];

  test("CFN-RIGHTS the table has every type", () => {
    expect([...Object.keys(FIRST), ...OWN].sort()).toEqual(Object.keys(EVERY_TYPE).sort());
  });

  test.each(Object.entries(FIRST))("CFN-RIGHTS %s needs %s", async (logicalId, action) => {
    const { DependsOn: _none, ...definition } = EVERY_TYPE[logicalId] ?? { Type: "", Properties: {} };
    const resources = named({ [logicalId]: definition } as never, outputs) as object;

    const end = await rights.create(deployer, `one-${logicalId}`, { resources });

    expect(end.status).toBe("ROLLBACK_COMPLETE");
    expect(end.failures[logicalId]).toContain(`is not authorized to perform: ${action} on resource: `);
  });

  test("CFN-RIGHTS nothing of any type is deleted without the right", async () => {
    await deployer.send(new DeleteStackCommand({ StackName: "all" }));
    const { status, failures } = await endOf(rights.administrator, "all");

    expect(status).toBe("DELETE_FAILED");
    const { all: _stack, ...ofResources } = failures;
    for (const reason of Object.values(ofResources)) expect(reason).toContain("is not authorized to perform");
    const before = rights.cloud.services.ports.stackEngine.describe("all")?.resources ?? [];
    // The account keeps its settings whoever deletes the resource.
    expect(before.map(({ logicalId }) => logicalId).sort()).toEqual(
      Object.keys(EVERY_TYPE)
        .filter((logicalId) => logicalId !== "Account" && !OWN.includes(logicalId))
        .sort(),
    );
  });
});

describe("CFN-SERVICE-ROLE a stack with a role has the role's rights", () => {
  const LOG = { Log: { Type: "AWS::Logs::LogGroup", Properties: {} } };

  test("CFN-PASS-ROLE whoever gives it must be allowed to pass the role", async () => {
    const RoleARN = await rights.role("stack-all", [allow("*")], SERVICE);
    const given = { resources: { Evil: EVERYTHING }, RoleARN };

    await expect(rights.create(deployer, "given", given)).rejects.toThrow(
      `User: arn:aws:sts::123456789012:assumed-role/deployer/test is not authorized to perform: iam:PassRole on resource: ${RoleARN} because no identity-based policy allows the iam:PassRole action`,
    );
    const elsewhere = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
    const other = await rights.as("other-pass", [
      allow("cloudformation:*"),
      { ...allow("iam:PassRole"), Condition: elsewhere },
    ]);
    await expect(rights.create(other, "given", given)).rejects.toThrow("iam:PassRole");
    for (const command of [
      new DeleteStackCommand({ StackName: "all", RoleARN }),
      new UpdateStackCommand({ StackName: "all", RoleARN, UsePreviousTemplate: true }),
      new CreateChangeSetCommand({
        StackName: "all",
        ChangeSetName: "x",
        RoleARN,
        UsePreviousTemplate: true,
      }),
    ]) {
      await expect(deployer.send(command as never)).rejects.toThrow(
        "not authorized to perform: iam:PassRole",
      );
    }
  });

  test("CFN-PASS-ROLE a role of another account is given to no stack and no function, by nobody", async () => {
    const RoleARN = "arn:aws:iam::210987654321:role/stack-logs";
    const creation = new CreateStackCommand({
      StackName: "foreign",
      TemplateBody: JSON.stringify({ Resources: LOG }),
      RoleARN,
    });
    await expect(rights.administrator.send(creation)).rejects.toMatchObject({
      name: "AccessDenied",
      message: "Cross-account pass role is not allowed",
      $metadata: { httpStatusCode: 403 },
    });
    const nobody = await rights.as("nobody", []);
    await expect(nobody.send(creation)).rejects.toThrow("perform: cloudformation:CreateStack");

    const Properties = {
      Role: RoleARN,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: "x" },
    };
    const made = await rights.create(rights.administrator, "foreign", {
      resources: { Fn: { Type: "AWS::Lambda::Function", Properties } },
    });
    expect(made.failures["Fn"]).toMatch(
      /"Cross-account pass role is not allowed\." .*HandlerErrorCode: AccessDenied\)/,
    );
  });

  test("CFN-SERVICE-ROLE the role's rights count, not the caller's, and stay with the stack", async () => {
    const RoleARN = await rights.role("stack-logs", [allow("logs:*")], SERVICE);
    const passing = await rights.as("passing", [allow("cloudformation:*", "iam:PassRole")]);

    const made = await rights.create(passing, "with-role", { resources: LOG, RoleARN });
    expect(made.status).toBe("CREATE_COMPLETE");
    const { Stacks: [stack] = [] } = await passing.send(
      new DescribeStacksCommand({ StackName: "with-role" }),
    );
    expect(stack?.RoleARN).toBe(RoleARN);

    const TemplateBody = JSON.stringify({ Resources: { ...LOG, Evil: EVERYTHING } });
    const Capabilities = ["CAPABILITY_NAMED_IAM" as const];
    const update = new UpdateStackCommand({ StackName: "with-role", TemplateBody, Capabilities });
    await rights.administrator.send(update);
    expect((await endOf(rights.administrator, "with-role")).failures["Evil"]).toContain(
      "User: arn:aws:sts::123456789012:assumed-role/stack-logs/AWSCloudFormation is not authorized to perform: iam:CreateRole",
    );

    await deployer.send(new DeleteStackCommand({ StackName: "with-role" }));
    expect((await endOf(rights.administrator, stack?.StackId ?? "")).status).toBe("DELETE_COMPLETE");
  });

  test.each([
    ["that is not there", "arn:aws:iam::123456789012:role/none"],
    ["that does not trust CloudFormation", "arn:aws:iam::123456789012:role/deployer"],
  ])("CFN-SERVICE-ROLE a role %s is refused", async (_kind, RoleARN) => {
    await expect(
      rights.create(rights.administrator, "bad-role", { resources: LOG, RoleARN }),
    ).rejects.toMatchObject({
      name: "ValidationError",
      message: `Role ${RoleARN} is invalid or cannot be assumed`,
    });
  });
});
