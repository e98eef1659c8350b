import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";
import { clientsFor } from "../support/clients.ts";
import { listenTo } from "../support/mqtt.ts";
import { type Product, startProduct } from "../support/product.ts";
import { copyOfProject, type ProjectCopy } from "../support/project.ts";
import { signInOverSrp } from "../support/srp.ts";
import { changesIn, eventsIn, outputsIn } from "./tables.ts";

const python = inject("python");
const PASSWORD = "Open-sesame-1";
const BROKEN = {
  Type: "AWS::Cognito::UserPoolDomain",
  Properties: { Domain: "no-pool", UserPoolId: "eu-west-1_Nowhere01" },
};

let cloud: Product;
let project: ProjectCopy;
let tools: AwsTools;
let signIn: string;
let api: string;

/** One story: each chapter begins where the one before it ended. */
describe.skipIf("missing" in python)("sam, unmodified", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    cloud = await startProduct({ folders: [] });
    project = copyOfProject();
    tools = new AwsTools(python, cloud.facts);
    signIn = join(project.folder, "stacks", "cognito");
    api = join(project.folder, "stacks", "api");
  });

  afterAll(async () => {
    await cloud?.stop();
    for (const folder of [cloud?.facts.stateDir, project?.folder]) {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }
  });

  const deploy = async (folder: string, ...words: string[]) => {
    await tools.nextSecond();
    return tools.sam(["deploy", "--no-confirm-changeset", "--no-progressbar", ...words], { folder });
  };
  const build = async (folder: string) => {
    const built = await tools.sam(["build"], { folder });
    expect(built.code, built.err).toBe(0);
  };
  const statusOf = async (stackName: string) => {
    const { Stacks } = (await tools.awsJson(
      "cloudformation",
      "describe-stacks",
      "--stack-name",
      stackName,
    )) as {
      Stacks: { StackStatus: string; Outputs?: { OutputKey: string; OutputValue: string }[] }[];
    };
    return Stacks[0]?.StackStatus;
  };
  const outputsOf = async (folder: string, stackName: string): Promise<Record<string, string>> => {
    const { out } = await tools.sam(
      ["list", "stack-outputs", "--stack-name", stackName, "--output", "json"],
      { folder },
    );
    const rows = JSON.parse(out) as { OutputKey: string; OutputValue: string }[];
    return Object.fromEntries(rows.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  };
  const callGate = async (email: string) => {
    const { UserPoolId = "", UserPoolClientId = "" } = await outputsOf(signIn, "homeapp-cognito");
    const { ApiUrl = "" } = await outputsOf(api, "homeapp-api");
    const party = { userPoolId: UserPoolId, clientId: UserPoolClientId };
    const { access } = await signInOverSrp(cloud.facts, party, { email, password: PASSWORD });
    const reply = await fetch(`${ApiUrl}/gates/control`, {
      method: "POST",
      headers: { Authorization: access },
      body: JSON.stringify({ topic: "controlGate", message: "open" }),
    });
    return { status: reply.status, body: await reply.json() };
  };

  test("validate and build take both templates", async () => {
    for (const folder of [signIn, api]) {
      const valid = await tools.sam(["validate"], { folder });
      expect([valid.code, valid.out], valid.err).toEqual([
        0,
        expect.stringContaining("is a valid SAM Template"),
      ]);
      await build(folder);
    }
  });

  test("list and delete of a stack that is not there say so", async () => {
    const listed = await tools.sam(["list", "stack-outputs", "--stack-name", "homeapp-cognito"], {
      folder: signIn,
    });
    expect([listed.code, listed.err]).toEqual([
      1,
      expect.stringContaining(
        "The input stack homeapp-cognito does not exist on Cloudformation in the region eu-west-1",
      ),
    ]);
    const deleted = await tools.sam([
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
    const { code, err } = await tools.sam(["deploy", "--no-confirm-changeset"], {
      folder: signIn,
      environment: { AWS_SECRET_ACCESS_KEY: "wrong" },
    });
    expect([code, err]).toEqual([1, expect.stringContaining("(SignatureDoesNotMatch)")]);
    expect(await tools.awsJson("s3api", "list-buckets", "--query", "Buckets")).toEqual([]);
  });

  test("deploy --guided asks what the text shows, makes the managed bucket and the sign-in stack", async () => {
    const { code, out, asked } = await tools.samDialogue(
      ["deploy", "--guided"],
      { "Deploy this": "y" },
      signIn,
    );
    expect(code, out).toBe(0);
    expect(asked).toEqual([
      "Stack Name [homeapp-cognito]",
      "AWS Region [eu-west-1]",
      "Parameter AppName [homeapp]",
      "Parameter ClientDomains [http://localhost:3000,http://localhost:3000/]",
      "Parameter AddGroupsToScopes [true]",
      "Parameter MfaMode [optional]",
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
    expect(await statusOf("aws-sam-cli-managed-default")).toBe("CREATE_COMPLETE");
    expect(readFileSync(join(signIn, "samconfig.toml"), "utf8")).toContain('s3_prefix = "homeapp-cognito"');
  });

  test("deploy --guided of the API; answering no leaves nothing but a plan", async () => {
    const refused = await tools.samDialogue(["deploy", "--guided"], { "Deploy this": "n" }, api);
    expect(refused.asked.at(-1)).toBe("Deploy this changeset? [y/N]");
    expect(await statusOf("homeapp-api")).toBe("REVIEW_IN_PROGRESS");
    const { code, out } = await tools.samDialogue(["deploy", "--guided"], { "Deploy this": "y" }, api);
    expect(code, out).toBe(0);
    expect(Object.keys(outputsIn(out))).toEqual(["ApiUrl", "ProfileImagesBucket"]);
  });

  test("the deployed gate opens for an administrator and for nobody else", async () => {
    const { cognito } = clientsFor(cloud.facts);
    const { UserPoolId } = await outputsOf(signIn, "homeapp-cognito");
    for (const Username of ["admin@example.com", "user@example.com"]) {
      await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
      await cognito.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
      );
    }
    await cognito.send(
      new AdminAddUserToGroupCommand({ UserPoolId, Username: "admin@example.com", GroupName: "Admins" }),
    );
    const gate = await listenTo(cloud.facts, "controlGate");
    expect(await callGate("user@example.com")).toEqual({ status: 401, body: { message: "Unauthorized" } });
    expect((await callGate("admin@example.com")).status).toBe(200);
    expect(await gate.next()).toEqual({ topic: "controlGate", payload: '{"message":"open"}' });
    expect(gate.waiting()).toBe(0);
    await gate.close();
  });

  test("deploy without a change says so", async () => {
    const { code, err } = await deploy(api);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining("No changes to deploy. Stack homeapp-api is up to date"),
    ]);
    const calm = await deploy(api, "--no-fail-on-empty-changeset");
    expect([calm.code, calm.out]).toEqual([0, expect.stringContaining("No changes to deploy.")]);
  });

  test("a changed function is modified in place and runs", async () => {
    project.edit("stacks/api/functions/control-gate/index.ts", (text) =>
      text.replace("jsonReply(200, { topic: GATE_TOPIC,", "jsonReply(200, { gate: 2, topic: GATE_TOPIC,"),
    );
    await build(api);
    const { code, out, err } = await deploy(api);
    expect(code, err).toBe(0);
    expect(changesIn(out)).toEqual([["* Modify", "ControlGateFunction", "AWS::Lambda::Function", "False"]]);
    expect(eventsIn(out).map(([status, , logicalId]) => [status, logicalId])).toEqual([
      ["UPDATE_IN_PROGRESS", "homeapp-api"],
      ["UPDATE_IN_PROGRESS", "ControlGateFunction"],
      ["UPDATE_COMPLETE", "ControlGateFunction"],
      ["UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "homeapp-api"],
      ["UPDATE_COMPLETE", "homeapp-api"],
    ]);
    expect(await callGate("admin@example.com")).toMatchObject({ status: 200, body: { gate: 2 } });
  });

  test("a changed template shows Add, Modify, Remove and Replacement as they will be", async () => {
    const group = (id: string, name: string) =>
      `  ${id}:\n    Type: AWS::Cognito::UserPoolGroup\n    Properties:\n      GroupName: ${name}\n      UserPoolId: !Ref UserPool\n\n`;
    project.edit("stacks/cognito/template.yaml", (text) =>
      text.replace("\nOutputs:\n", `\n${group("Family", "Family")}${group("Guests", "Guests")}Outputs:\n`),
    );
    await build(signIn);
    const added = await deploy(signIn);
    expect(changesIn(added.out), added.err).toEqual([
      ["+ Add", "Family", "AWS::Cognito::UserPoolGroup", "N/A"],
      ["+ Add", "Guests", "AWS::Cognito::UserPoolGroup", "N/A"],
    ]);
    project.edit("stacks/cognito/template.yaml", (text) =>
      text
        .replace(group("Guests", "Guests"), "")
        .replace("GroupName: Family", "GroupName: Household")
        .replace("May open and close the gate and invite people.", "May open the gate."),
    );
    await build(signIn);
    const changed = await deploy(signIn);
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
    const before = readFileSync(join(signIn, "template.yaml"), "utf8");
    project.edit("stacks/cognito/template.yaml", (text) =>
      text
        .replace("MinimumLength: 8", "MinimumLength: 30")
        .replace(
          "\nOutputs:\n",
          "\n  Twin:\n    Type: AWS::Cognito::UserPoolGroup\n    DependsOn: UserPool\n    Properties:\n      GroupName: Admins\n      UserPoolId: !Ref UserPool\n\nOutputs:\n",
        ),
    );
    await build(signIn);
    const { code, out, err } = await deploy(signIn);
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
    expect(await statusOf("homeapp-cognito")).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect((await callGate("admin@example.com")).status).toBe(200);
    const { UserPoolId = "" } = await outputsOf(signIn, "homeapp-cognito");
    expect(
      await tools.awsJson(
        "cognito-idp",
        "describe-user-pool",
        "--user-pool-id",
        UserPoolId,
        "--query",
        "UserPool.Policies.PasswordPolicy.MinimumLength",
      ),
    ).toBe(8);
    writeFileSync(join(signIn, "template.yaml"), before);
  });

  test("a failing creation is rolled back; deploying again is refused until it is deleted", async () => {
    const folder = join(project.folder, "broken");
    mkdirSync(folder);
    const template = {
      Resources: { Pool: { Type: "AWS::Cognito::UserPool" }, Domain: { ...BROKEN, DependsOn: "Pool" } },
    };
    writeFileSync(join(folder, "template.json"), JSON.stringify(template));
    const words = ["--template", "template.json", "--stack-name", "broken", "--resolve-s3"];
    const failed = await deploy(folder, ...words);
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
    const again = await deploy(folder, ...words);
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringMatching(
        /Stack:arn:aws:cloudformation:\S+:stack\/broken\/\S+ is in ROLLBACK_COMPLETE state and can not be updated\./,
      ),
    ]);
    const deleted = await tools.sam([
      "delete",
      "--no-prompts",
      "--stack-name",
      "broken",
      "--region",
      "eu-west-1",
    ]);
    expect([deleted.code, deleted.out]).toEqual([0, expect.stringContaining("Deleted successfully")]);
  });

  test("list shows resources and endpoints", async () => {
    const listed = await tools.sam(["list", "resources", "--stack-name", "homeapp-api", "--output", "json"], {
      folder: api,
    });
    expect(JSON.parse(listed.out)).toContainEqual({
      LogicalResourceId: "ControlGateFunction",
      PhysicalResourceId: expect.stringMatching(/^homeapp-api-ControlGateFunction-\w+$/),
    });
    const endpoints = await tools.sam(
      ["list", "endpoints", "--stack-name", "homeapp-api", "--output", "json"],
      { folder: api },
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
    const folder = join(project.folder, "large");
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
    const deployed = await deploy(folder, ...words);
    expect(deployed.code, deployed.err).toBe(0);
    const invoked = await tools.sam(["remote", "invoke", "Large", "--stack-name", "large"], { folder });
    expect([invoked.code, invoked.out], invoked.err).toEqual([0, expect.stringContaining(String(9 << 20))]);
    const gone = await tools.sam(
      ["delete", "--no-prompts", "--stack-name", "large", "--region", "eu-west-1"],
      { folder },
    );
    expect([gone.code, gone.out]).toEqual([0, expect.stringContaining("Deleted successfully")]);
  });

  test("delete refuses a stack whose exports are in use, and takes both down in order", async () => {
    const remove = (folder: string, name: string) =>
      tools.sam(["delete", "--no-prompts", "--stack-name", name], { folder });
    const early = await remove(signIn, "homeapp-cognito");
    expect([early.code, early.err]).toEqual([
      1,
      expect.stringMatching(/Export homeapp-cognito-\w+ cannot be deleted as it is in use by homeapp-api/),
    ]);
    for (const [folder, name] of [
      [api, "homeapp-api"],
      [signIn, "homeapp-cognito"],
    ] as const) {
      const gone = await remove(folder, name);
      expect([gone.code, gone.out], gone.err).toEqual([0, expect.stringContaining("Deleted successfully")]);
    }
    const listed = await tools.sam(["list", "stack-outputs", "--stack-name", "homeapp-api"], { folder: api });
    expect(listed.err).toContain("does not exist");
  });
});
