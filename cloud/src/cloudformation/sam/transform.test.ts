import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { parseTemplateText } from "../template/parse.ts";
import type { ValueMap } from "../template/value.ts";
import { normal } from "./testing/normal.ts";
import { expandServerless } from "./transform.ts";

/** What the real translator made of the templates is in generated/: see docs/gaps/cloudformation.md. */
const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  parameters: new Map<string, string>(),
};

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

function namesIn(folder: string): string[] {
  const names = readdirSync(new URL(folder, import.meta.url));
  return names.filter((name) => name.endsWith(".yaml")).map((name) => basename(name, ".yaml"));
}

describe("expandServerless equals the output of the real transform", () => {
  test.each(namesIn("./fixtures/"))("%s", async (name) => {
    const expected = JSON.parse(read(`./generated/expansions/${name}.json`)) as ValueMap;
    const template = await parseTemplateText(read(`./fixtures/${name}.yaml`));
    expect(normal(expandServerless(template, OPTIONS))).toEqual(normal(expected));
  });
});

describe("expandServerless refuses in the words of the real transform", () => {
  const refusals = JSON.parse(read("./generated/refusals.json")) as Record<string, string>;
  test.each(namesIn("./fixtures/refused/"))("%s", async (name) => {
    const template = await parseTemplateText(read(`./fixtures/refused/${name}.yaml`));
    const refusal = `Transform AWS::Serverless-2016-10-31 failed with: ${refusals[name]}`;
    expect(() => expandServerless(template, OPTIONS)).toThrow(
      expect.objectContaining({ code: "ValidationError", message: refusal }),
    );
  });
});

describe("a Default that is a boolean", () => {
  const text = `
Transform: AWS::Serverless-2016-10-31
Parameters: { Cors: { Type: String, Default: true } }
Resources:
  Api: { Type: AWS::Serverless::HttpApi, Properties: { CorsConfiguration: !Ref Cors } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: a.b
      InlineCode: x
      Events: { E: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /a, Method: get } } }
`;
  test.each([
    ["nobody gives", []],
    ["is given as well", [["Cors", "true"] as const]],
  ])("that %s is one where a property asks for a boolean", async (_who, given) => {
    const expanded = expandServerless(await parseTemplateText(text), {
      ...OPTIONS,
      parameters: new Map(given),
    });
    expect(JSON.stringify(expanded)).toContain('"x-amazon-apigateway-cors":{"allowOrigins":["*"]}');
  });

  test("another value is a text", async () => {
    const parameters = new Map([["Cors", "false"]]);
    const template = await parseTemplateText(text);
    expect(() => expandServerless(template, { ...OPTIONS, parameters })).toThrow(
      "Invalid value for 'Cors' property.",
    );
  });
});
