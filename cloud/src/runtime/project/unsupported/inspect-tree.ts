import type { HeldPart, LeftOutResource } from "../../../core/ports/held.ts";
import { withLocalSnippets } from "../local-snippets.ts";
import { type TemplateTree, templatesOf } from "../nested-templates.ts";
import { givenOrDefault } from "../template-parameters.ts";
import { buildFindings } from "./build-findings.ts";
import type { Finding } from "./finding.ts";
import { type Inspection, type InspectionOptions, inspectTemplate } from "./unsupported-parts.ts";

export interface TreeInspection {
  readonly root: Inspection;
  /** Of nested templates: ids begin with those that lead there (`Nested/Queue`), paths end at the first of them. */
  readonly nested: {
    readonly findings: readonly Finding[];
    readonly held: readonly HeldPart[];
    readonly leftOut: readonly LeftOutResource[];
    readonly refusals: readonly { readonly logicalId: string; readonly message: string }[];
  };
}

/** Everything that is known to be unsupported of a template and of those below it. */
export async function inspectTree(
  tree: TemplateTree,
  { parameters, inLoops = new Map(), ...options }: InspectionOptions,
): Promise<TreeInspection> {
  const whole = await withLocalSnippets(tree.template, tree.folder);
  const inspected = await inspectTemplate(whole, { ...options, parameters, inLoops });
  const root = { ...inspected, findings: [...inspected.findings, ...buildFindings(tree)] };
  const below = templatesOf(tree).filter(({ path }) => path.length > 0);
  const nested = await Promise.all(
    below.map(async ({ template: given, folder, path }) => {
      const template = await withLocalSnippets(given, folder);
      // What a nested template is given is known when its stack is made.
      const found = await inspectTemplate(template, { ...options, parameters: givenOrDefault(template, {}) });
      const findings = [...found.findings, ...buildFindings({ template: given, folder })];
      return { ...found, findings, path };
    }),
  );
  const named = <Thing extends { readonly logicalId: string }>(
    path: readonly string[],
    thing: Thing,
  ): Thing => ({
    ...thing,
    logicalId: [...path, thing.logicalId].join("/"),
  });
  return {
    root,
    nested: {
      findings: nested.flatMap(({ path, findings }) =>
        findings.map((one) => ({ ...named(path, one), path: ["Resources", ...path.slice(0, 1)] })),
      ),
      held: nested.flatMap(({ path, held }) => held.map((one) => named(path, one))),
      leftOut: nested.flatMap(({ path, leftOut }) => leftOut.map((one) => named(path, one))),
      refusals: nested.flatMap(({ path, refusals }) =>
        refusals.map((message) => ({ logicalId: path.join("/"), message })),
      ),
    },
  };
}
