import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCheck } from "./run-check.ts";
import type { CheckedProject } from "./testing/checked-project.ts";
import { PROJECTS, WAF } from "./testing/projects.ts";

const root = mkdtempSync(join(tmpdir(), "portcullis-check-test-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder with a template and an empty folder of sources. */
function folderOf(name: string, template: string): string {
  const folder = join(root, name.replaceAll(" ", "-"));
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "template.yaml"), template);
  return folder;
}

interface Line {
  readonly line?: number;
  readonly logicalId: string;
}

const placed = ({ line }: Line, text: string) => `${line ?? "-"} ${text}`;

async function check(folders: readonly string[], given: CheckedProject["arguments"] = {}, json = true) {
  const lines: string[] = [];
  const flags = { parameters: [], leaveOut: [], ...given, json };
  const exitCode = await runCheck(folders, flags, {
    workingFolder: root,
    environment: { PATH: process.env["PATH"] },
    print: (line) => lines.push(line),
    printStyled: (line) => lines.push(line),
    hint: (line) => lines.push(line),
  });
  return { exitCode, lines };
}

const PACKAGED = `Transform: AWS::Serverless-2016-10-31
Resources:
  Shared: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: src/ } }
  Plain: { Type: AWS::Lambda::LayerVersion, Properties: { Content: src/ } }
  Everybody:
    Type: AWS::Lambda::LayerVersionPermission
    Properties: { Action: lambda:GetLayerVersion, LayerVersionArn: !Ref Plain, Principal: "*" }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: a.b, CodeUri: src/, Layers: [!Ref Shared, !Ref Plain] }
  Written: { Type: AWS::Serverless::Api, Properties: { StageName: v1, DefinitionUri: api.yaml } }
  Rest: { Type: AWS::ApiGateway::RestApi, Properties: { BodyS3Location: api.yaml } }
  Stored:
    Type: AWS::ApiGateway::RestApi
    Properties: { BodyS3Location: { Bucket: elsewhere, Key: api.json } }
  Included:
    Type: AWS::ApiGateway::RestApi
    Properties: { Body: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: api.yaml } } } }
`;

describe("portcullis check", () => {
  test("a text of AWS that has several lines stays below its place", async () => {
    const template =
      "Resources: { People: { Type: AWS::Cognito::UserPool, Properties: { UsernameAttribute: [email] } } }";
    const { exitCode, lines } = await check([folderOf("lines", template)], {}, false);

    expect(exitCode).toBe(2);
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(
        /^ {4}lines.template\.yaml:\d+ {2}Properties validation failed for resource People with message:$/,
      ),
      "      #: extraneous key [UsernameAttribute] is not permitted",
      "      is UsernameAttributes meant?",
    ]);
  });

  test("a name that is nowhere has line and column of each place, and the name that is nearly the same", async () => {
    const template = `Conditions: { Prod: !Equals [a, b] }
Resources:
  Jobs: { Type: AWS::SQS::Queue }
  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Ref Job } }
  Other: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub "a/\${Job}/b" } }
`;
    const { lines } = await check([folderOf("nowhere", template)], {}, false);
    expect(lines.slice(2)).toEqual([
      "    nowhere/template.yaml:4  Template format error: Unresolved resource dependencies [Job] in the Resources block of the template",
      "      nowhere/template.yaml:4:70  !Ref Job (is Jobs meant?)",
      `      nowhere/template.yaml:5:75  $${"{Job}"} (is Jobs meant?)`,
    ]);
  });

  test("what is no YAML is told in the words of a parser, too", async () => {
    const { lines } = await check(
      [folderOf("tab", "Resources:\n  A:\n\tType: AWS::S3::Bucket\n")],
      {},
      false,
    );
    expect(lines.at(-1)).toBe("      Tabs are not allowed as indentation");
  });

  test("what is packaged only when it is deployed is not taken for a mistake; a file that is missing is one", async () => {
    const folder = folderOf("packaged", PACKAGED);
    const get = { "x-amazon-apigateway-integration": { type: "mock" }, responses: {} };
    const document = { openapi: "3.0.1", info: { title: "a", version: "1" }, paths: { "/a": { get } } };
    writeFileSync(join(folder, "api.yaml"), JSON.stringify(document));
    const whole = await check([folder]);
    expect(JSON.parse(whole.lines[0] ?? "").projects[0]).toMatchObject({ unsupported: [], mistakes: [] });
    expect(whole.exitCode).toBe(0);

    rmSync(join(folder, "api.yaml"));
    const { exitCode, lines } = await check([folder]);
    const { mistakes } = JSON.parse(lines[0] ?? "").projects[0];
    const missing = mistakes.map(({ logicalId, message }: Line & { message: string }) => [
      logicalId,
      message,
    ]);
    expect(missing).toContainEqual(["Written", "DefinitionUri points at api.yaml, which does not exist"]);
    expect(missing).toContainEqual(["Rest", "BodyS3Location points at api.yaml, which does not exist"]);
    expect(exitCode).toBe(2);
  });

  test("--built looks at what sam build left, which needs no build method", async () => {
    const template = (properties: string) =>
      `Resources: { Fn: { Type: AWS::Serverless::Function, Metadata: { BuildMethod: dotnet7 }, Properties: { ${properties}, Handler: x, Runtime: provided.al2023 } } }`;
    const source = `Transform: AWS::Serverless-2016-10-31\n${template("CodeUri: .")}`;
    const folder = folderOf("built", source);
    expect((await check([folder])).exitCode).toBe(1);
    const missing = await check([folder], { built: true });
    expect([missing.exitCode, missing.lines[0]]).toEqual([2, expect.stringContaining("sam build makes it")]);

    const built = join(folder, ".aws-sam", "build");
    mkdirSync(join(built, "Fn"), { recursive: true });
    writeFileSync(join(built, "template.yaml"), source.replace("CodeUri: .", "CodeUri: Fn"));
    const { exitCode, lines } = await check([folder], { built: true });
    expect(JSON.parse(lines[0] ?? "").projects[0]).toMatchObject({ unsupported: [], mistakes: [] });
    expect(exitCode).toBe(0);
  });

  test.each(PROJECTS)("$name: every reason in one run, none wrong, exit code $exitCode", async (project) => {
    const folder = folderOf(project.name, project.template);
    const { exitCode, lines } = await check([folder], project.arguments);
    const [report] = JSON.parse(lines[0] ?? "").projects;
    expect({
      unsupported: report.unsupported.map((one: Line & { what: string }) =>
        placed(one, one.logicalId === "" ? one.what : `${one.logicalId}: ${one.what}`),
      ),
      held: report.held.map((one: Line & { property?: string }) =>
        placed(one, `${one.logicalId} ${one.property ?? ""}`.trim()),
      ),
      leftOut: report.leftOut.map((one: Line) => placed(one, one.logicalId)),
      mistakes: report.mistakes.map((one: Line & { message: string }) => placed(one, one.message)),
    }).toEqual({
      unsupported: project.unsupported ?? [],
      held: project.held ?? [],
      leftOut: project.leftOut ?? [],
      mistakes: (project.mistakes ?? []).map((one) => expect.stringMatching(one)),
    });
    expect(report.unsupported.every(({ help }: { help: string }) => help !== "")).toBe(true);
    expect(exitCode).toBe(project.exitCode);
  });

  test("several folders: what one exports, the next imports; alone, what imports is not looked at", async () => {
    const exporting = folderOf(
      "exporting",
      "Resources: { B: { Type: AWS::S3::Bucket } }\nOutputs: { B: { Value: !Ref B, Export: { Name: shared-b } } }\n",
    );
    const importing = folderOf(
      "importing",
      `Resources:
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !ImportValue shared-b
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Deny, Principal: "*", Action: "s3:*", Resource: !Sub ["arn:aws:s3:::\${B}/*", { B: !ImportValue shared-b }] }] }
`,
    );
    const both = await check([exporting, importing], {}, false);
    expect([both.exitCode, both.lines]).toEqual([
      0,
      [
        "exporting/template.yaml: all of it is supported",
        "",
        "importing/template.yaml: all of it is supported",
        "",
        "2 folders: all of it is supported",
      ],
    ]);
    const alone = await check([importing], {}, false);
    expect(alone.exitCode).toBe(0);
    expect(alone.lines).toContain(
      "  note: no checked folder exports shared-b: what needs it was not looked at",
    );
  });

  test("what of YAML is not supported is no mistake", async () => {
    const folder = folderOf(
      "tagged",
      "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Metadata: { A: !!binary aGk= }\n",
    );
    const { exitCode, lines } = await check([folder], {}, false);
    expect(exitCode).toBe(1);
    expect(lines.slice(0, 3)).toEqual([
      "tagged/template.yaml: 1 not supported here",
      "  not supported here",
      expect.stringContaining("template.yaml:4  the YAML tag !!binary (line 4"),
    ]);
  });

  test("an export that several resources need is missing for all of them", async () => {
    const topic = (name: string) =>
      `  ${name}: { Type: AWS::SNS::Topic, Properties: { TopicName: !ImportValue gone } }\n`;
    const { exitCode, lines } = await check(
      [folderOf("needing", `Resources:\n${topic("A")}${topic("B")}`)],
      {},
      false,
    );
    expect(exitCode).toBe(0);
    expect(lines).toContain("  note: no checked folder exports gone: what needs it was not looked at");
  });

  test("what has to be there before the deployment is noted", async () => {
    const folder = folderOf(
      "needing",
      `Parameters:
  Bus: { Type: "AWS::SSM::Parameter::Value<String>", Default: /bus }
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref Bus } }
  Other: { Type: AWS::SNS::Topic, Properties: { DisplayName: "{{resolve:ssm:/name:2}}" } }
  Third: { Type: AWS::SNS::Topic, Properties: { DisplayName: "{{resolve:secretsmanager:db:SecretString:user}}" } }
  Layer: { Type: AWS::Lambda::LayerVersion, Properties: { Content: { S3Bucket: mine, S3Key: layer.zip } } }
`,
    );
    const { exitCode, lines } = await check([folder], {}, false);
    expect([exitCode, lines.filter((line) => line.includes("note:"))]).toEqual([
      0,
      [
        "  note: no checked folder makes the parameter /bus: it has to be in the Parameter Store before",
        "  note: no checked folder makes the parameter /name: it has to be in the Parameter Store before",
        "  note: the secret db has to be in Secrets Manager before",
        "  note: the package s3://mine/layer.zip has to be in S3 before",
      ],
    ]);
  });

  test("a role of another account, and a bundle that begins with no file, are mistakes", async () => {
    const folder = folderOf(
      "mistaken",
      `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: app.handler } }
Resources:
  Foreign:
    Type: AWS::Serverless::Function
    Properties: { InlineCode: "1", Role: "arn:aws:iam::210987654321:role/lab" }
  Bundled:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [template.yaml, gone.ts] } }
    Properties: { CodeUri: . }
`,
    );
    const { exitCode, lines } = await check([folder], {}, false);
    expect(exitCode).toBe(2);
    expect(lines.join("\n")).toMatch(/Foreign: Cross-account pass role is not allowed\./);
    expect(lines.join("\n")).toMatch(/Bundled: EntryPoints names gone\.ts, which does not exist/);
    expect(lines.join("\n")).not.toMatch(/EntryPoints names template/);
  });

  test.each([
    [3, 3],
    [4, 1],
  ])("of %i files that do not exist, people read %i lines", async (count, expected) => {
    const functions = Array.from(
      { length: count },
      (_, index) =>
        `  F${index}: { Type: AWS::Serverless::Function, Properties: { CodeUri: out/${index}.zip } }\n`,
    );
    const header = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: app.handler } }
Resources:
`;
    const { lines } = await check([folderOf("unbuilt", header + functions.join(""))], {}, false);
    expect(lines[0]).toContain(`${count} wrong, for AWS as well`);
    expect(lines.filter((line) => line.includes("not exist"))).toHaveLength(expected);
    if (expected === 1) {
      expect(lines.join("\n")).toContain(
        "4 resources have code that does not exist: out/0.zip, out/1.zip, out/2.zip and 1 more\n" +
          "      if a build of the project makes them, run it first",
      );
    }
  });

  test("several folders end with what there is in all", async () => {
    const fine = folderOf("fine", "Resources: { B: { Type: AWS::S3::Bucket } }\n");
    const { lines } = await check([folderOf("waf", WAF), fine, folderOf("waf again", WAF)], {}, false);
    expect(lines.at(-1)).toBe(
      "3 folders: 1 supported whole, 2 refused; in all 2 not supported here; 2 held, not served",
    );
  });

  test("what is held is supported, in the heading and in what several folders end with", async () => {
    const held =
      'Resources: { B: { Type: AWS::CloudWatch::Dashboard, Properties: { DashboardBody: "{}" } } }\n';
    const { exitCode, lines } = await check([folderOf("held", held), folderOf("held too", held)], {}, false);
    expect([exitCode, lines[0], lines.at(-1)]).toEqual([
      0,
      "held/template.yaml: supported; 1 held, not served",
      "2 folders: 2 supported but for what is held or left out; in all 2 held, not served",
    ]);
  });

  test("what a transform makes leads back to the function and the event that it is made for", async () => {
    const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: "1"
      Events:
        Log: { Type: CloudWatchLogs, Properties: { LogGroupName: a, FilterPattern: b } }
`;
    const { lines } = await check([folderOf("made", template)], {}, false);
    expect(lines).toContain(
      "    made/template.yaml:10  HelloLog: the type AWS::Logs::SubscriptionFilter (made by the event Log of Hello)",
    );
  });

  test("text: place, reason and what helps", async () => {
    const { lines } = await check([folderOf("text", WAF)], {}, false);
    expect(lines).toEqual([
      "text/template.yaml: 1 not supported here; 1 held, not served",
      "  not supported here",
      "    text/template.yaml:3  Firewall: the type AWS::WAFv2::WebACL",
      "      it filters requests, so it is never only kept; --leave-out AWS::WAFv2::WebACL leaves it out, with a warning at every start",
      "  held, not served",
      expect.stringMatching(
        /^ {4}text\/template\.yaml:5 {2}Site: AWS::CloudFront::Distribution: no request passes through CloudFront here/,
      ),
    ]);
  });

  test.each([
    ["a folder without a template", () => [mkFolder("empty")], {}, "has no template.yaml"],
    ["the folder itself", () => [root], {}, ".: 1 wrong"],
    ["a folder that is not there", () => [join(root, "gone")], {}, "There is no folder"],
    ["an empty template", () => [mkFile("deploy.sam.yaml")], {}, "deploy.sam.yaml: 1 wrong"],
    ["a parameter that is none", () => [mkFolder("empty")], { parameters: ["x"] }, "must be Key=Value"],
    ["a type that is none", () => [mkFolder("empty")], { leaveOut: ["waf"] }, "--leave-out takes a type"],
  ])("%s: exit code 2", async (_what, folders, given, text) => {
    const { exitCode, lines } = await check(folders(), given, false);
    expect(exitCode).toBe(2);
    expect(lines.join("\n")).toContain(text);
  });
});

function mkFile(name: string): string {
  writeFileSync(join(root, name), "");
  return join(root, name);
}

function mkFolder(name: string): string {
  mkdirSync(join(root, name), { recursive: true });
  return join(root, name);
}
