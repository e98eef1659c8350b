import type { Endpoints } from "../../../core/endpoints.ts";
import type { Properties, ResourceContext, Value } from "../../../core/ports/resource-provider.ts";
import { readTemplateUrl } from "../../api/template-url.ts";
import type { OperationRequest, Stacks } from "../../engine/stacks.ts";
import { validationError } from "../../shared/errors.ts";
import { assertNoAliases } from "../../template/parse.ts";
import { isScalar, isValueMap } from "../../template/value.ts";

/** Stacks within stacks within stacks: one whose template names itself ends here. */
const DEEPEST = 20;

/**
 * CFN-NESTED-RIGHTS: what a nested stack is asked for. It acts with the rights of its parent's operation,
 * and makes only what was acknowledged for that.
 */
export async function nestedRequest(
  { stacks, endpoints }: { readonly stacks: Stacks; readonly endpoints: Endpoints },
  context: ResourceContext,
  { stackName, properties }: { readonly stackName: string; readonly properties: Properties },
): Promise<OperationRequest> {
  const { store } = stacks.deps;
  const parent = store.stackById(context.stackId);
  if (parent === undefined) throw new Error(`The stack ${context.stackId} has no record`);
  assertDepth(stacks, parent.parentId);
  const revision = store.revision(parent.stackId, "pending") ?? store.revision(parent.stackId, "current");
  const templateBody = await readTemplateUrl(
    { ...stacks.deps, endpoints, caller: context.caller },
    String(properties["TemplateURL"]),
  );
  await assertNoAliases(templateBody);
  return {
    actor: { caller: context.caller },
    stackName,
    templateBody,
    parameters: parametersOf(properties["Parameters"]),
    capabilities: revision?.capabilities ?? [],
    tags: { ...ownTags(context.tags), ...tagsOf(properties["Tags"]) },
    timeoutInMinutes: minutesOf(properties["TimeoutInMinutes"]),
    parent,
    // Transforms of a nested template need CAPABILITY_AUTO_EXPAND, whichever way the parent is deployed.
    direct: true,
  };
}

function assertDepth({ deps }: Stacks, parentId: string | undefined): void {
  let depth = 1;
  for (let id = parentId; id !== undefined; id = deps.store.stackById(id)?.parentId) depth += 1;
  if (depth >= DEEPEST) throw validationError(`Stacks are nested deeper than ${DEEPEST} levels.`);
}

/** A list becomes one text, as parameters of lists are written. */
function parametersOf(given: Value | undefined): ReadonlyMap<string, string> {
  const entries = Object.entries(isValueMap(given) ? given : {});
  return new Map(entries.map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: Value): string {
  if (isScalar(value)) return String(value);
  if (Array.isArray(value) && value.every(isScalar)) return value.map(String).join(",");
  throw validationError(
    "Value of property Parameters must be an object with String (or simple type) properties",
  );
}

/** Tags of the parent; CloudFormation's own are each stack's. */
function ownTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !name.startsWith("aws:")));
}

function tagsOf(given: Value | undefined): Record<string, string> {
  const tags = (Array.isArray(given) ? given : []).filter(isValueMap);
  return Object.fromEntries(tags.map(({ Key, Value: value }) => [String(Key), String(value)]));
}

function minutesOf(given: Value | undefined): number | undefined {
  return given === undefined ? undefined : Number(given);
}
