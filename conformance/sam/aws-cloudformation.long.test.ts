import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { AwsTools, awsDesk } from "../support/aws-tools.ts";
import { homeOf } from "../support/home.ts";

const python = inject("python");
const facts = inject("product");
const home = homeOf(facts);

let tools: AwsTools;
let folder: string;

describe.skipIf("missing" in python)("aws cloudformation, unmodified", () => {
  beforeAll(() => {
    tools = new AwsTools(python, facts);
    folder = mkdtempSync(join(tmpdir(), "portcullis-aws-"));
  });
  afterAll(() => folder !== undefined && rmSync(folder, { recursive: true, force: true }));

  const { aws, refusal, write } = awsDesk(
    () => tools,
    () => folder,
  );
  const BUCKET = { Type: "AWS::S3::Bucket" };

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

  test("continue-update-rollback and cancel-update-stack are refused where there is nothing to do", async () => {
    const stack = ["--stack-name", "cli-one"];
    expect(await refusal("cloudformation", "continue-update-rollback", ...stack)).toEqual([
      255,
      expect.stringMatching(
        /^An error occurred \(ValidationError\) when calling the ContinueUpdateRollback operation: Stack:arn:aws:cloudformation:\S+ is in UPDATE_COMPLETE state and can not be rolled back\.$/,
      ),
    ]);
    expect(await refusal("cloudformation", "cancel-update-stack", ...stack)).toEqual([
      255,
      "An error occurred (ValidationError) when calling the CancelUpdateStack operation: CancelUpdateStack cannot be called from current stack status",
    ]);
  });

  test("continue-update-rollback goes on without what it is told to skip", async () => {
    const stack = ["--stack-name", "cli-stuck"];
    const bucket = (name: string, room: string) => ({
      ...BUCKET,
      Properties: { BucketName: name, Tags: [{ Key: "room", Value: room }] },
    });
    const good = write("stuck.json", { Resources: { B: bucket("cli-stuck", "hall") } });
    const twin = { ...bucket("cli-stuck", "garden"), DependsOn: "B" };
    const bad = write("stuck-update.json", { Resources: { B: bucket("cli-stuck", "garden"), C: twin } });
    const run = async (...words: string[]) => {
      const { code, err } = await aws("cloudformation", ...words);
      expect(code, err).toBe(0);
    };
    const status = (expected: string) =>
      expect
        .poll(() =>
          tools.awsJson("cloudformation", "describe-stacks", ...stack, "--query", "Stacks[0].StackStatus"),
        )
        .toBe(expected);
    await run("create-stack", ...stack, "--template-body", good);
    await run("wait", "stack-create-complete", ...stack);
    await run("update-stack", ...stack, "--template-body", bad, "--disable-rollback");
    await status("UPDATE_FAILED");
    expect((await aws("s3api", "delete-bucket", "--bucket", "cli-stuck")).code).toBe(0);
    await run("rollback-stack", ...stack);
    await status("UPDATE_ROLLBACK_FAILED");
    await run("continue-update-rollback", ...stack, "--resources-to-skip", "B");
    await status("UPDATE_ROLLBACK_COMPLETE");
    await run("delete-stack", ...stack);
    await run("wait", "stack-delete-complete", ...stack);
  });

  test("termination protection keeps a stack; delete and wait", async () => {
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
});
