import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startCloud } from "./start-cloud.ts";

const PUBLIC = "arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:2";
const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: layered
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: src/
      Layers: [${PUBLIC}]
`;

let folder = "";
const { PATH } = process.env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-public-layers-"));
  for (const name of ["bin", "src"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "src/index.js"), "exports.handler = async () => 1;");
  writeFileSync(join(folder, "template.yaml"), TEMPLATE);
  // No registry is asked: npm is another program.
  const npm = "#!/bin/sh\nmkdir -p node_modules/made && echo made > node_modules/made/index.js\n";
  writeFileSync(join(folder, "bin/npm"), npm);
  chmodSync(join(folder, "bin/npm"), 0o755);
  process.env["PATH"] = `${join(folder, "bin")}:${PATH}`;
});
afterEach(() => {
  process.env["PATH"] = PATH;
  rmSync(folder, { recursive: true, force: true });
});

test("a public layer stands in where a program deploys a folder; a template as text is refused with what helps", async () => {
  const lines: string[] = [];
  await using cloud = await startCloud({ stacks: [folder], onProgress: (line) => lines.push(line) });
  const lambda = new LambdaClient(cloud.clientConfig);
  const { Layers } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "layered" }));
  lambda.destroy();
  expect(Layers?.map(({ Arn }) => Arn)).toEqual([
    expect.stringMatching(/^arn:aws:lambda:eu-west-1:123456789012:layer:[\w-]+PortcullisLayer/),
  ]);
  expect(lines).toContainEqual(expect.stringContaining(`the layer ${PUBLIC} of Fn stands in by`));

  const text = TEMPLATE.replace("CodeUri: src/", "InlineCode: exports.handler = async () => 1;");
  const refused = cloud.deploy({ name: "text", template: text.replace("layered", "other") });
  await expect(refused).rejects.toThrow(`${PUBLIC} is a layer of another account`);
  await expect(refused).rejects.toThrow("deploy the folder with `portcullis up`");
});
