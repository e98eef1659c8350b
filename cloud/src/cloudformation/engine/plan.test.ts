import { expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { FakeWorld, fakeProvider } from "../testing/fake-provider.ts";
import { PLAN_CASES, type PlanCase, thing } from "../testing/plan-cases.ts";
import { readTemplateText } from "../testing/read-template.ts";
import { createEvaluation, resolveProperties } from "./evaluation.ts";
import { planChanges } from "./plan.ts";
import { createProgram } from "./program.ts";
import type { ResourceRecord } from "./records.ts";

const PROVIDERS = new Map([[THING, fakeProvider(new FakeWorld())]]);

async function programWith(
  resources: object,
  more: object,
  parameters: Readonly<Record<string, string>> = {},
) {
  return createProgram({
    template: await readTemplateText({ ...more, Resources: resources }),
    parameters: new Map(Object.entries(parameters)),
    scope: { accountId: "123456789012", region: "eu-west-1" },
    stack: { name: "st", id: "arn:st" },
  });
}

/** The resources as they are after the stack was created: `A` is `A-1` with the attribute `Arn`. */
async function liveAfter(resources: object, more: object): Promise<Map<string, ResourceRecord>> {
  const program = await programWith(resources, more);
  const live = new Map<string, ResourceRecord>();
  const evaluation = createEvaluation({
    program,
    resource: (logicalId) => live.get(logicalId),
    exportValue: () => undefined,
  });
  for (const definition of program.resources) {
    const { logicalId, type, deletionPolicy, updateReplacePolicy, metadata = null } = definition;
    live.set(logicalId, {
      stackId: "arn:st",
      logicalId,
      generation: 1,
      type,
      physicalId: `${logicalId}-1`,
      ref: `${logicalId}-1`,
      attributes: { Arn: `arn:fake:${logicalId}-1` },
      properties: resolveProperties(definition.properties, evaluation),
      dependencies: program.dependencies.get(logicalId) ?? [],
      definition: { deletionPolicy, updateReplacePolicy, metadata },
      status: "CREATE_COMPLETE",
      reason: undefined,
      updatedAt: 0,
      nameSuffix: "suffix",
      isNewInThisOperation: false,
      obsolete: undefined,
      before: undefined,
    });
  }
  return live;
}

async function planOf({ before, after, more = {}, parameters, tagsChanged = false }: PlanCase) {
  return planChanges({
    program: await programWith(after, more, parameters),
    live: await liveAfter(before, more),
    providers: PROVIDERS,
    exportValue: () => undefined,
    tagsChanged,
  });
}

test.each(PLAN_CASES)("an update changes $what", async (planCase) => {
  expect(await planOf(planCase)).toEqual(planCase.changes);
});

test("another type of a resource is refused, naming all of them", async () => {
  const before = { A: thing(), B: thing(), C: thing() };
  const after = { A: { Type: "Test::Fake::Other" }, B: thing(), C: { Type: "Test::Fake::Other" } };
  await expect(planOf({ what: "", before, after, changes: [] })).rejects.toMatchObject({
    code: "ValidationError",
    message:
      "Update of resource type is not permitted. The new template modifies resource type of the following resources: [A, C]",
  });
});
