import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { normal } from "../../cloud/src/cloudformation/sam/testing/normal.ts";
import { expandServerless } from "../../cloud/src/cloudformation/sam/transform.ts";
import { parseTemplateText } from "../../cloud/src/cloudformation/template/parse.ts";
import type { Value } from "../../cloud/src/core/ports/resource-provider.ts";
import { randomTemplate } from "./random-templates.ts";
import { askTranslator, realTranslator } from "./translator.ts";

/*
 * What the unit tests of our expansion compare with is what the real translator says. With `-u`
 * (`npx vitest run --project conformance conformance/transform -u`) these tests write the files
 * anew, after a template or the version of the translator changed.
 */
const ROOT = join(import.meta.dirname, "..", "..");
const SAM = join(ROOT, "cloud", "src", "cloudformation", "sam");
const RANDOM_TEMPLATES = 40;
const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  parameters: new Map<string, string>(),
};
const ORIGIN =
  "// From aws-sam-translator (https://github.com/aws/serverless-application-model, Apache-2.0,\n" +
  "// Copyright Amazon.com, Inc. or its affiliates), written by conformance/transform/real-transform.long.test.ts.\n";

const translator = await realTranslator();
const skipped = "missing" in translator ? ` (skipped: ${translator.missing})` : "";
const python = "python" in translator ? translator.python : "";

type Answer = { readonly template: Value } | { readonly refusal: string };

function templates(folder: string): Record<string, string> {
  const names = readdirSync(join(SAM, folder)).filter((name) => name.endsWith(".yaml"));
  return Object.fromEntries(
    names.map((name) => [basename(name, ".yaml"), readFileSync(join(SAM, folder, name), "utf8")]),
  );
}

function generated(name: string): string {
  return join(SAM, "generated", name);
}

const asFile = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

describe.skipIf(skipped !== "")(`the real translator${skipped}`, () => {
  test("data: the properties, policy templates and managed policies that the product carries", async () => {
    const data = (await askTranslator(python, ["data"])) as Record<string, object>;
    const managed = Object.values(data["managedPolicies"] ?? {});
    const module = (name: string, type: string, value: unknown, imports = "") =>
      `${ORIGIN}${imports}\nexport const ${name}: ${type} = ${JSON.stringify(value, null, 1)};\n`;
    const rules = 'import type { PropertyRules } from "../expansion/property-rules.ts";\n';
    const kinds = "Readonly<Record<string, PropertyRules>>";
    await Promise.all([
      expect(module("RESOURCE_PROPERTIES", kinds, data["resourceProperties"], rules)).toMatchFileSnapshot(
        generated("resource-properties.ts"),
      ),
      expect(module("EVENT_PROPERTIES", kinds, data["eventProperties"], rules)).toMatchFileSnapshot(
        generated("event-properties.ts"),
      ),
      expect(
        module("GLOBAL_PROPERTIES", "Readonly<Record<string, readonly string[]>>", data["globalProperties"]),
      ).toMatchFileSnapshot(generated("global-properties.ts")),
      expect(
        module(
          "POLICY_TEMPLATES",
          "Readonly<Record<string, PolicyTemplate>>",
          data["policyTemplates"],
          'import type { PolicyTemplate } from "../expansion/policy-template.ts";\n',
        ),
      ).toMatchFileSnapshot(generated("policy-templates.ts")),
      expect(
        module("LINKED_PROPERTIES", "Readonly<Record<string, readonly string[]>>", data["linkedProperties"]),
      ).toMatchFileSnapshot(generated("linked-properties.ts")),
      expect(module("MANAGED_POLICIES", "readonly string[]", managed)).toMatchFileSnapshot(
        generated("managed-policies.ts"),
      ),
    ]);
  });

  test("expansions: every template of fixtures/ becomes what is stored", async () => {
    const answers = (await askTranslator(
      python,
      ["expand"],
      JSON.stringify(templates("fixtures")),
    )) as Record<string, Answer>;
    for (const [name, answer] of Object.entries(answers)) {
      if ("refusal" in answer) expect.fail(`${name} is refused: ${answer.refusal}`);
      await expect(asFile(answer.template)).toMatchFileSnapshot(generated(`expansions/${name}.json`));
    }
  });

  test("the templates of the home become the same here, and so do many that nobody wrote", async () => {
    const texts: Record<string, string> = {};
    for (const stack of ["api", "cognito"]) {
      texts[stack] = readFileSync(join(ROOT, "stacks", stack, "template.yaml"), "utf8");
    }
    for (let seed = 0; seed < RANDOM_TEMPLATES; seed += 1) {
      texts[`seed ${seed}`] = JSON.stringify(randomTemplate(seed));
    }
    const answers = (await askTranslator(python, ["expand"], JSON.stringify(texts))) as Record<
      string,
      Answer
    >;
    const accepted = Object.entries(answers).filter(([, answer]) => "template" in answer);
    expect(accepted.length).toBeGreaterThan(0.9 * RANDOM_TEMPLATES);
    for (const [name, text] of Object.entries(texts)) {
      const answer = answers[name];
      const expand = async () => expandServerless(await parseTemplateText(text), OPTIONS);
      if (answer === undefined || "refusal" in answer) {
        await expect(expand(), name).rejects.toThrow("Transform AWS::Serverless-2016-10-31 failed");
      } else expect(normal(await expand()), name).toEqual(normal(answer.template));
    }
  });

  test("refusals: every template of fixtures/refused/ is refused in the stored words", async () => {
    const answers = (await askTranslator(
      python,
      ["expand"],
      JSON.stringify(templates("fixtures/refused")),
    )) as Record<string, Answer>;
    const refusals: Record<string, string> = {};
    for (const [name, answer] of Object.entries(answers)) {
      if ("template" in answer) expect.fail(`${name} is not refused`);
      refusals[name] = answer.refusal;
    }
    await expect(asFile(refusals)).toMatchFileSnapshot(generated("refusals.json"));
  });
});
