import { buildProblem } from "../build-functions.ts";
import type { TemplateTree } from "../nested-templates.ts";
import { packagedResources } from "../packaged-resources.ts";
import { type Finding, findingOf } from "./finding.ts";

/** Code of a template that lies beside it and that nothing here can build. */
export function buildFindings({ template, folder }: Pick<TemplateTree, "template" | "folder">): Finding[] {
  return packagedResources(template).flatMap((part) => {
    const problem = buildProblem(part, folder);
    const below = ["Properties", part.type.property];
    return problem === undefined ? [] : [findingOf(part.logicalId, { kind: "build", below, ...problem })];
  });
}
