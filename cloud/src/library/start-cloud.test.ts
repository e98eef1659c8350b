import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "vitest";
import { openCloud } from "./open-cloud.ts";
import type { RunningCloud } from "./running-cloud.ts";
import { startCloud } from "./start-cloud.ts";

const BUCKET = `Resources:
  Pictures: { Type: AWS::S3::Bucket }
Outputs:
  Name: { Value: !Ref Pictures }
`;

const open: RunningCloud[] = [];
const start = async (options?: Parameters<typeof startCloud>[0]): Promise<RunningCloud> => {
  const cloud = await startCloud(options);
  open.push(cloud);
  return cloud;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((cloud) => cloud.close()));
});

describe("startCloud", () => {
  it("serves AWS's own clients on a free port, with the key that it made", async () => {
    const cloud = await start();

    const sts = new STSClient(cloud.clientConfig);
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();

    expect(identity.Arn).toBe(`arn:aws:iam::${cloud.accountId}:user/administrator`);
  });

  it("refuses everybody who has another key", async () => {
    const cloud = await start();
    const credentials = { accessKeyId: "AKIAAAAAAAAAAAAAAAAA", secretAccessKey: "guessed" };

    const sts = new STSClient({ ...cloud.clientConfig, credentials });
    const refused = sts.send(new GetCallerIdentityCommand({}));

    await expect(refused).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    sts.destroy();
  });

  it("deploys a template as text and says its outputs", async () => {
    const cloud = await start();

    const outputs = await cloud.deploy({ name: "pictures", template: BUCKET });

    expect(outputs).toEqual({ Name: expect.stringMatching(/^pictures-pictures-/) });
    expect(cloud.outputs("pictures")).toEqual(outputs);
    expect(() => cloud.outputs("nothing")).toThrow("There is no stack nothing.");
  });

  it("a folder is deployed again when somebody else deployed to its stack, and only then", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-deployed-"));
    const template = (text: string) => `${BUCKET.replace("!Ref Pictures", text)}`;
    writeFileSync(join(folder, "template.yaml"), template("ours"));
    const steps: string[] = [];
    const cloud = await start({ onProgress: (line) => steps.push(line) });
    expect(await cloud.deploy(folder)).toEqual({ Name: "ours" });
    const name = basename(folder);

    await cloud.deploy({ name, template: template("theirs") });
    expect(cloud.outputs(name)).toEqual({ Name: "theirs" });
    expect(await cloud.deploy(folder)).toEqual({ Name: "ours" });

    steps.length = 0;
    expect(await cloud.deploy(folder)).toEqual({ Name: "ours" });
    expect(steps).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it("says which parameter samconfig.toml changes back", async () => {
    const above = mkdtempSync(join(tmpdir(), "portcullis-back-"));
    const state = join(above, "state");
    const template =
      "Parameters: { Mode: { Type: String } }\nResources: { News: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref Mode } } }\n";
    writeFileSync(join(above, "template.yaml"), `${template}Outputs: { Mode: { Value: !Ref Mode } }\n`);
    const toml = '[default.deploy.parameters]\nstack_name = "news"\nparameter_overrides = "Mode=loose"\n';
    writeFileSync(join(above, "samconfig.toml"), toml);
    const strict = await start({ state, parameters: { Mode: "strict" } });
    expect(await strict.deploy(above)).toEqual({ Mode: "strict" });
    await strict.close();

    const steps: string[] = [];
    const plain = await start({ state, onProgress: (line) => steps.push(line) });
    expect(await plain.deploy(above)).toEqual({ Mode: "loose" });
    expect(steps).toContain("news: Mode is loose, as samconfig.toml says; it was strict");
    await plain.close();
    rmSync(above, { recursive: true });
  });

  it("deploys a template of another name from its folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-named-"));
    const file = join(folder, "pictures.yaml");
    writeFileSync(join(folder, "template.yaml"), BUCKET.replace("!Ref Pictures", "other"));
    writeFileSync(join(folder, "function.js"), "exports.handler = async () => 'from the folder';");
    writeFileSync(
      file,
      `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
  Answer:
    Type: AWS::Lambda::Function
    Properties: { Handler: function.handler, Runtime: nodejs22.x, Code: ., Role: !GetAtt Role.Arn }
Outputs:
  Name: { Value: !Ref Answer }
`,
    );
    const steps: string[] = [];
    const cloud = await start({ onProgress: (line) => steps.push(line) });

    const { Name: name } = await cloud.deploy(file);

    expect(name).toContain("-Answer-");
    steps.length = 0;
    await cloud.deploy(file);
    expect(steps).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it("two clouds at once know nothing of each other", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    await one?.deploy({ name: "pictures", template: BUCKET });

    const s3 = new S3Client(two?.clientConfig ?? {});
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    s3.destroy();

    expect(Buckets).toEqual([]);
  });

  it("leaves nothing behind when it is closed, and closing twice is no error", async () => {
    const logged: string[] = [];
    const { running, cloud } = await openCloud({ onProgress: (line) => logged.push(line) });
    await running.deploy({ name: "pictures", template: BUCKET });
    const before = existsSync(cloud.config.stateDir);

    await Promise.all([running.close(), running[Symbol.asyncDispose]()]);

    expect(logged).toContain("pictures: Pictures CREATE_COMPLETE");
    expect([before, existsSync(cloud.config.stateDir)]).toEqual([true, false]);
    await expect(fetch(running.endpoint)).rejects.toThrow();
  });
});
