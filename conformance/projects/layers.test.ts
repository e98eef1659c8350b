import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  DeleteLayerVersionCommand,
  InvokeCommand,
  ListFunctionsCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { type Product, runProduct, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const root = mkdtempSync(join(tmpdir(), "portcullis-shelf-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** The project as it is once its layer's packages are installed. */
function copyOfShelf(): string {
  const folder = join(root, "shelf");
  cpSync(join(import.meta.dirname, "fixtures", "shelf"), folder, { recursive: true });
  cpSync(join(folder, "packages"), join(folder, "layers/words/nodejs/node_modules"), { recursive: true });
  return folder;
}

describe.skipIf(!hasProgram("python3"))("a project with layers (skipped without python3)", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  let client: ReturnType<typeof clientsFor>["lambda"];
  const deployments = (): number => product.output().match(/✔ shelf deployed/g)?.length ?? 0;

  beforeAll(async () => {
    product = await startProduct({ folders: [copyOfShelf()], arguments: ["--python", "python3"] });
    outputs = product.facts.stacks["shelf"] ?? {};
    client = clientsFor(product.facts).lambda;
  });

  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const call = async (path: string) => {
    const reply = await fetch(`${outputs["Url"]}${path}`);
    return [reply.status, await reply.text()];
  };
  const versionsOf = async (LayerName: string) => {
    const { LayerVersions = [] } = await client.send(new ListLayerVersionsCommand({ LayerName }));
    return LayerVersions.map(({ Version }) => Version);
  };

  test("functions find packages and programs of their layers", async () => {
    expect(await call("/node")).toEqual([200, "first hello"]);
    expect(await call("/modern")).toEqual([200, "modern"]);
    expect(await call("/python")).toEqual([200, "Solanum lycopersicum"]);
  });

  test("the same code without the layers does not", async () => {
    expect(await call("/bare")).toEqual([502, '{"message": "Internal server error"}']);
  });

  test("the code of a plain AWS::Lambda::Function comes from its folder", async () => {
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: outputs["PlainName"] ?? "" }));
    expect(Buffer.from(Payload ?? []).toString()).toBe('"plain"');
  });

  test("a layer has the name that the template gives it", async () => {
    const { Layers = [] } = await client.send(new ListLayersCommand({}));
    expect(Layers.map(({ LayerName }) => LayerName)).toEqual(["plants", "tools", "words"]);
    expect(outputs["WordsArn"]).toMatch(/:layer:words:1$/);
  });

  test("an edit of a layer is a new version, the old one is kept where the policy keeps it", async () => {
    const before = deployments();
    write("shelf/layers/words/nodejs/node_modules/words/index.js", 'exports.word = "second";');
    write("shelf/layers/tools/bin/other", "x");
    await expect.poll(deployments).toBe(before + 1);
    expect(await call("/node")).toEqual([200, "second hello"]);
    expect(await versionsOf("words")).toEqual([2, 1]);
    expect(await versionsOf("tools")).toEqual([2]);
  });

  test("functions keep a version that was deleted", async () => {
    await client.send(new DeleteLayerVersionCommand({ LayerName: "words", VersionNumber: 2 }));
    expect(await call("/node")).toEqual([200, "second hello"]);
    const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
    const node = Functions.find(({ FunctionName }) => FunctionName?.startsWith("shelf-NodeFunction"));
    expect(node?.Layers?.[0]?.Arn).toMatch(/:layer:words:2$/);
  });
});

test("a layer of another account is told before anything is built", async () => {
  write("borrowed/src/index.js", "exports.handler = async () => 1;");
  write("borrowed/samconfig.toml", 'version = 0.1\n[default.deploy.parameters]\nstack_name = "borrowed"\n');
  write(
    "borrowed/template.yaml",
    `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: index.handler
      Runtime: nodejs22.x
      Layers: [!Sub "arn:aws:lambda:\${AWS::Region}:111122223333:layer:Tools:20"]
`,
  );
  const { code, output } = await runProduct({ folders: [join(root, "borrowed")] });
  expect(code).toBe(1);
  expect(output).toMatch(
    /\n {2}Fn: the layer arn:aws:lambda:\S+:111122223333:layer:Tools:20 of another account\n/,
  );
  expect(output).not.toMatch(/building|\n\s+at /);
});
