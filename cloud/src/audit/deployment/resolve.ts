import { createEvaluation } from "../../cloudformation/engine/evaluation.ts";
import { createProgram } from "../../cloudformation/engine/program.ts";
import { parseTemplateText } from "../../cloudformation/template/parse.ts";
import { readTemplate } from "../../cloudformation/template/sections.ts";
import type { TargetStack } from "../target.ts";
import type { DeployedResource } from "./deployment.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

export interface ResolveContext {
  readonly region: string;
  readonly accountId: string;
  readonly exports: ReadonlyMap<string, string>;
}

/**
 * The resources of a stack as its template describes them, with parameters, conditions and references put
 * in. An attribute that only the service knows stays a text that says so. Throws what the template's
 * reader throws.
 */
export async function resolveResources(
  stack: TargetStack,
  { region, accountId, exports }: ResolveContext,
): Promise<{ readonly template: JsonObject; readonly resources: readonly DeployedResource[] }> {
  const parsed = await parseTemplateText(stack.processed);
  const program = createProgram({
    template: readTemplate(parsed),
    parameters: new Map(Object.entries(stack.parameters)),
    scope: { region, accountId },
    stack: { name: stack.name, id: stack.id },
  });
  const made = new Map(stack.resources.map((resource) => [resource.logicalId, resource]));
  const evaluation = createEvaluation({
    program,
    resource: (logicalId) => {
      const { type = "", physicalId = logicalId } = made.get(logicalId) ?? {};
      return { type, ref: physicalId, attributes: {}, unknown: true };
    },
    exportValue: (name) => exports.get(name) ?? `{{export:${name}}}`,
  });
  const resources = program.resources.flatMap((definition): DeployedResource[] => {
    const resource = made.get(definition.logicalId);
    if (resource === undefined) return [];
    return [
      {
        stack: stack.name,
        logicalId: definition.logicalId,
        physicalId: resource.physicalId,
        type: definition.type,
        properties: asObject(evaluation.resolve(definition.properties)),
        metadata: asObject(definition.metadata),
        deletionPolicy: definition.deletionPolicy,
      },
    ];
  });
  return { template: asObject(parsed), resources };
}

function asObject(value: unknown): JsonObject {
  return isObject(value as Json) ? (value as JsonObject) : {};
}
