import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { listenTo } from "../support/mqtt.ts";
import { Story } from "./story.ts";
import { changesIn, eventsIn, outputsIn } from "./tables.ts";

const python = inject("python");
const BROKEN = {
  Type: "AWS::Cognito::UserPoolDomain",
  Properties: { Domain: "no-pool", UserPoolId: "eu-west-1_Nowhere01" },
};

let story: Story;

/** Each chapter begins where the one before it ended. */
describe.skipIf("missing" in python)("sam, unmodified", () => {
  beforeAll(async () => {
    story = await Story.begin(python);
  });
  afterAll(() => story?.end());

  test("validate and build take both templates", async () => {
    for (const folder of [story.signIn, story.api]) {
      const valid = await story.tools.sam(["validate"], { folder });
      expect([valid.code, valid.out], valid.err).toEqual([
        0,
        expect.stringContaining("is a valid SAM Template"),
      ]);
      await story.build(folder);
    }
  });

  test("list and delete of a stack that is not there say so", async () => {
    const listed = await story.tools.sam(["list", "stack-outputs", "--stack-name", "homeapp-cognito"], {
      folder: story.signIn,
    });
    expect([listed.code, listed.err]).toEqual([
      1,
      expect.stringContaining(
        "The input stack homeapp-cognito does not exist on Cloudformation in the region eu-west-1",
      ),
    ]);
    const deleted = await story.tools.sam([
      "delete",
      "--no-prompts",
      "--stack-name",
      "nobody",
      "--region",
      "eu-west-1",
    ]);
    expect(deleted.out).toContain("does not exist");
  });

  test("a wrong secret is refused before anything is made", async () => {
    const { code, err } = await story.tools.sam(["deploy", "--no-confirm-changeset"], {
      folder: story.signIn,
      environment: { AWS_SECRET_ACCESS_KEY: "wrong" },
    });
    expect([code, err]).toEqual([1, expect.stringContaining("(SignatureDoesNotMatch)")]);
    expect(await story.tools.awsJson("s3api", "list-buckets", "--query", "Buckets")).toEqual([]);
  });

  test("deploy --guided asks what the text shows, makes the managed bucket and the sign-in stack", async () => {
    const { code, out, asked } = await story.tools.samDialogue(
      ["deploy", "--guided"],
      { "Deploy this": "y" },
      story.signIn,
    );
    expect(code, out).toBe(0);
    expect(asked).toEqual([
      "Stack Name [homeapp-cognito]",
      "AWS Region [eu-west-1]",
      "Parameter AppName [homeapp]",
      "Parameter ClientDomains [http://localhost:3000,http://localhost:3000/]",
      "Parameter AddGroupsToScopes [true]",
      "Parameter MfaMode [optional]",
      "Parameter SelfServiceMfa [true]",
      "Parameter DeletionProtection [INACTIVE]",
      "Parameter LogRetentionDays [365]",
      "Parameter AlarmTopicArn []",
      "Confirm changes before deploy [Y/n]",
      "Allow SAM CLI IAM role creation [Y/n]",
      "Disable rollback [y/N]",
      "Save arguments to configuration file [Y/n]",
      "SAM configuration file [samconfig.toml]",
      "SAM configuration environment [default]",
      "Deploy this changeset? [y/N]",
    ]);
    expect(out).toContain("Managed S3 bucket: aws-sam-cli-managed-default-samclisourcebucket-");
    expect(changesIn(out)).toContainEqual(["+ Add", "UserPool", "AWS::Cognito::UserPool", "N/A"]);
    expect(changesIn(out).every(([action]) => action === "+ Add")).toBe(true);
    const events = eventsIn(out);
    expect(events).toContainEqual(["CREATE_COMPLETE", "AWS::Cognito::UserPool", "UserPool", "-"]);
    expect(events.at(-1)).toEqual(["CREATE_COMPLETE", "AWS::CloudFormation::Stack", "homeapp-cognito", "-"]);
    expect(Object.keys(outputsIn(out))).toEqual(["UserPoolId", "UserPoolClientId", "AuthUrl"]);
    expect(out).toContain("Successfully created/updated stack - homeapp-cognito in eu-west-1");
    expect(await story.statusOf("aws-sam-cli-managed-default")).toBe("CREATE_COMPLETE");
    expect(readFileSync(join(story.signIn, "samconfig.toml"), "utf8")).toContain(
      's3_prefix = "homeapp-cognito"',
    );
  });

  test("deploy --guided of the API; answering no leaves nothing but a plan", async () => {
    const refused = await story.tools.samDialogue(["deploy", "--guided"], { "Deploy this": "n" }, story.api);
    expect(refused.asked.at(-1)).toBe("Deploy this changeset? [y/N]");
    expect(await story.statusOf("homeapp-api")).toBe("REVIEW_IN_PROGRESS");
    const { code, out } = await story.tools.samDialogue(
      ["deploy", "--guided"],
      { "Deploy this": "y" },
      story.api,
    );
    expect(code, out).toBe(0);
    expect(Object.keys(outputsIn(out))).toEqual(["ApiUrl", "ProfileImagesBucket"]);
  });

  test("the deployed gate opens for an administrator and for nobody else", async () => {
    await story.invite();
    const gate = await listenTo(story.cloud.facts, "controlGate");
    expect(await story.openGateAs("user@example.com")).toEqual({
      status: 401,
      body: { message: "Unauthorized" },
    });
    expect((await story.openGateAs("admin@example.com")).status).toBe(200);
    expect(await gate.next()).toEqual({ topic: "controlGate", payload: '{"message":"open"}' });
    expect(gate.waiting()).toBe(0);
    await gate.close();
  });

  test("deploy without a change says so", async () => {
    const { code, err } = await story.deploy(story.api);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining("No changes to deploy. Stack homeapp-api is up to date"),
    ]);
    const calm = await story.deploy(story.api, "--no-fail-on-empty-changeset");
    expect([calm.code, calm.out]).toEqual([0, expect.stringContaining("No changes to deploy.")]);
  });

  test("a changed function is modified in place and runs", async () => {
    story.project.edit("stacks/api/functions/control-gate/index.ts", (text) =>
      text.replace("jsonReply(200, { topic: GATE_TOPIC,", "jsonReply(200, { gate: 2, topic: GATE_TOPIC,"),
    );
    await story.build(story.api);
    const { code, out, err } = await story.deploy(story.api);
    expect(code, err).toBe(0);
    expect(changesIn(out)).toEqual([["* Modify", "ControlGateFunction", "AWS::Lambda::Function", "False"]]);
    expect(eventsIn(out).map(([status, , logicalId]) => [status, logicalId])).toEqual([
      ["UPDATE_IN_PROGRESS", "homeapp-api"],
      ["UPDATE_IN_PROGRESS", "ControlGateFunction"],
      ["UPDATE_COMPLETE", "ControlGateFunction"],
      ["UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "homeapp-api"],
      ["UPDATE_COMPLETE", "homeapp-api"],
    ]);
    expect(await story.openGateAs("admin@example.com")).toMatchObject({ status: 200, body: { gate: 2 } });
  });

  test("a changed template shows Add, Modify, Remove and Replacement as they will be", async () => {
    const group = (id: string, name: string) =>
      `  ${id}:\n    Type: AWS::Cognito::UserPoolGroup\n    Properties:\n      GroupName: ${name}\n      UserPoolId: !Ref UserPool\n\n`;
    story.project.edit("stacks/cognito/template.yaml", (text) =>
      text.replace("\nOutputs:\n", `\n${group("Family", "Family")}${group("Guests", "Guests")}Outputs:\n`),
    );
    await story.build(story.signIn);
    const added = await story.deploy(story.signIn);
    expect(changesIn(added.out), added.err).toEqual([
      ["+ Add", "Family", "AWS::Cognito::UserPoolGroup", "N/A"],
      ["+ Add", "Guests", "AWS::Cognito::UserPoolGroup", "N/A"],
    ]);
    story.project.edit("stacks/cognito/template.yaml", (text) =>
      text
        .replace(group("Guests", "Guests"), "")
        .replace("GroupName: Family", "GroupName: Household")
        .replace("May open and close the gate and invite people.", "May open the gate."),
    );
    await story.build(story.signIn);
    const changed = await story.deploy(story.signIn);
    expect(changesIn(changed.out).sort(), changed.err).toEqual([
      ["* Modify", "AdminUserGroup", "AWS::Cognito::UserPoolGroup", "False"],
      ["* Modify", "Family", "AWS::Cognito::UserPoolGroup", "True"],
      ["- Delete", "Guests", "AWS::Cognito::UserPoolGroup", "N/A"],
    ]);
    expect(eventsIn(changed.out)).toContainEqual([
      "UPDATE_IN_PROGRESS",
      "AWS::Cognito::UserPoolGroup",
      "Family",
      "Requested update requires the creation of a new physical resource; hence creating one.",
    ]);
  });

  test("a failing update is rolled back and the old system still works", async () => {
    const before = readFileSync(join(story.signIn, "template.yaml"), "utf8");
    story.project.edit("stacks/cognito/template.yaml", (text) =>
      text
        .replace("MinimumLength: 8", "MinimumLength: 30")
        .replace(
          "\nOutputs:\n",
          "\n  Twin:\n    Type: AWS::Cognito::UserPoolGroup\n    DependsOn: UserPool\n    Properties:\n      GroupName: Admins\n      UserPoolId: !Ref UserPool\n\nOutputs:\n",
        ),
    );
    await story.build(story.signIn);
    const { code, out, err } = await story.deploy(story.signIn);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining("Failed to create/update the stack: homeapp-cognito"),
    ]);
    const events = eventsIn(out);
    expect(events).toContainEqual([
      "CREATE_FAILED",
      "AWS::Cognito::UserPoolGroup",
      "Twin",
      expect.stringMatching(/A group with the name already exists.*HandlerErrorCode: AlreadyExists/),
    ]);
    expect(events).toContainEqual([
      "UPDATE_ROLLBACK_IN_PROGRESS",
      "AWS::CloudFormation::Stack",
      "homeapp-cognito",
      expect.stringContaining("The following resource(s) failed to create: [Twin]."),
    ]);
    expect(await story.statusOf("homeapp-cognito")).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect((await story.openGateAs("admin@example.com")).status).toBe(200);
    const { UserPoolId = "" } = await story.outputsOf("homeapp-cognito");
    expect(
      await story.tools.awsJson(
        "cognito-idp",
        "describe-user-pool",
        "--user-pool-id",
        UserPoolId,
        "--query",
        "UserPool.Policies.PasswordPolicy.MinimumLength",
      ),
    ).toBe(8);
    writeFileSync(join(story.signIn, "template.yaml"), before);
  });

  test("a failing creation is rolled back; deploying again is refused until it is deleted", async () => {
    const folder = join(story.project.folder, "broken");
    mkdirSync(folder);
    const template = {
      Resources: { Pool: { Type: "AWS::Cognito::UserPool" }, Domain: { ...BROKEN, DependsOn: "Pool" } },
    };
    writeFileSync(join(folder, "template.json"), JSON.stringify(template));
    const words = ["--template", "template.json", "--stack-name", "broken", "--resolve-s3"];
    const failed = await story.deploy(folder, ...words);
    expect([failed.code, failed.err]).toEqual([
      1,
      expect.stringContaining("Failed to create/update the stack: broken"),
    ]);
    expect(eventsIn(failed.out).map(([status, , id]) => `${id} ${status}`)).toEqual(
      expect.arrayContaining([
        "Domain CREATE_FAILED",
        "broken ROLLBACK_IN_PROGRESS",
        "Pool DELETE_COMPLETE",
        "broken ROLLBACK_COMPLETE",
      ]),
    );
    const again = await story.deploy(folder, ...words);
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringMatching(
        /Stack:arn:aws:cloudformation:\S+:stack\/broken\/\S+ is in ROLLBACK_COMPLETE state and can not be updated\./,
      ),
    ]);
    const deleted = await story.tools.sam([
      "delete",
      "--no-prompts",
      "--stack-name",
      "broken",
      "--region",
      "eu-west-1",
    ]);
    expect([deleted.code, deleted.out]).toEqual([0, expect.stringContaining("Deleted successfully")]);
  });

  test("list shows outputs, resources and endpoints", async () => {
    const outputs = await story.tools.sam(
      ["list", "stack-outputs", "--stack-name", "homeapp-api", "--output", "json"],
      { folder: story.api },
    );
    expect(JSON.parse(outputs.out)).toContainEqual({
      OutputKey: "ApiUrl",
      OutputValue: (await story.outputsOf("homeapp-api"))["ApiUrl"],
      Description: "Address of the API",
    });
    const listed = await story.tools.sam(
      ["list", "resources", "--stack-name", "homeapp-api", "--output", "json"],
      {
        folder: story.api,
      },
    );
    expect(JSON.parse(listed.out)).toContainEqual({
      LogicalResourceId: "ControlGateFunction",
      PhysicalResourceId: expect.stringMatching(/^homeapp-api-ControlGateFunction-\w+$/),
    });
    expect(JSON.parse(listed.out)).toContainEqual({
      LogicalResourceId: expect.stringMatching(/^ApiDeployment[0-9a-f]{10}$/),
      PhysicalResourceId: expect.stringMatching(/^[a-z0-9]{6,10}$/),
    });
    const endpoints = await story.tools.sam(
      ["list", "endpoints", "--stack-name", "homeapp-api", "--output", "json"],
      { folder: story.api },
    );
    expect(JSON.parse(endpoints.out || "[]"), endpoints.err).toContainEqual({
      LogicalResourceId: "Api",
      PhysicalResourceId: expect.stringMatching(/^[a-z0-9]{10}$/),
      CloudEndpoint: [
        expect.stringMatching(/^https:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com\/v1$/),
      ],
      Methods: expect.arrayContaining([expect.stringContaining("/gates/control")]),
    });
  });

  test("an artefact of more than 8 MB arrives in parts and whole", async () => {
    const folder = join(story.project.folder, "large");
    mkdirSync(join(folder, "code"), { recursive: true });
    writeFileSync(join(folder, "code", "ballast"), randomBytes(9 << 20));
    writeFileSync(
      join(folder, "code", "index.mjs"),
      'import { readFileSync } from "node:fs";\nexport const handler = async () => readFileSync(new URL("ballast", import.meta.url)).length;\n',
    );
    writeFileSync(
      join(folder, "template.yaml"),
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  Large:\n    Type: AWS::Serverless::Function\n    Properties: { CodeUri: code, Handler: index.handler, Runtime: nodejs20.x }\n",
    );
    const words = ["--stack-name", "large", "--resolve-s3", "--capabilities", "CAPABILITY_IAM"];
    const deployed = await story.deploy(folder, ...words);
    expect(deployed.code, deployed.err).toBe(0);
    const invoked = await story.tools.sam(["remote", "invoke", "Large", "--stack-name", "large"], { folder });
    expect([invoked.code, invoked.out], invoked.err).toEqual([0, expect.stringContaining(String(9 << 20))]);
    const gone = await story.tools.sam(
      ["delete", "--no-prompts", "--stack-name", "large", "--region", "eu-west-1"],
      { folder },
    );
    expect([gone.code, gone.out]).toEqual([0, expect.stringContaining("Deleted successfully")]);
  });

  test("a stack whose exports are in use stays; delete takes both down in order", async () => {
    const stack = ["--stack-name", "homeapp-cognito"];
    const before = await story.statusOf("homeapp-cognito");
    expect((await story.tools.aws(["cloudformation", "delete-stack", ...stack])).code).toBe(0);
    expect(await story.tools.awsJson("cloudformation", "describe-stacks", ...stack)).toMatchObject({
      Stacks: [
        {
          StackStatus: before,
          StackStatusReason: expect.stringMatching(
            /^Export homeapp-cognito-\w+ cannot be deleted as it is in use by homeapp-api$/,
          ),
        },
      ],
    });
    for (const [folder, name] of [
      [story.api, "homeapp-api"],
      [story.signIn, "homeapp-cognito"],
    ] as const) {
      const gone = await story.remove(folder, name);
      expect([gone.code, gone.out], gone.err).toEqual([0, expect.stringContaining("Deleted successfully")]);
    }
    const listed = await story.tools.sam(["list", "stack-outputs", "--stack-name", "homeapp-api"], {
      folder: story.api,
    });
    expect(listed.err).toContain("does not exist");
  });
});
