import type { DocumentEdits } from "../../edits/document-edits.ts";
import { written } from "../../edits/provenance.ts";
import { asWritten } from "../../template/floats.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import type { ExpandedApi } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { conditionalPaths } from "./conditions.ts";
import { isVersion3, pathsOf } from "./document.ts";

/** Swagger's names for what OpenAPI 3 keeps under `components`. */
const COMPONENTS = [
  ["securityDefinitions", "securitySchemes"],
  ["definitions", "schemas"],
] as const;

/**
 * Turns what was written in the manner of Swagger 2.0 into OpenAPI 3, when the document is that.
 * The real transform does so after every group of settings, and wraps the headers of preflight
 * answers into one more `schema` each time. It does not look into paths under a condition.
 */
export function finishOpenApi(api: ExpandedApi): void {
  const { document, edits, properties } = api;
  if (document === undefined || document["swagger"] !== undefined) return;
  const version = properties["OpenApiVersion"] ?? asWritten(document, "openapi");
  if (!isVersion3(version)) return;
  for (const [from, to] of COMPONENTS) {
    const value = document[from];
    if (!isTruthy(value)) continue;
    edits.setWritten(edits.section(document, "components"), to, value);
    edits.delete(document, from);
  }
  const conditional = conditionalPaths(api);
  for (const [path, item] of Object.entries(pathsOf(document))) {
    const options = isValueMap(item) && !conditional.has(path) ? member(item, "options") : undefined;
    if (isValueMap(options)) finishPreflight(edits, options);
  }
}

function finishPreflight(edits: DocumentEdits, options: ValueMap): void {
  edits.delete(options, "produces");
  edits.delete(options, "consumes");
  const responses = options["responses"];
  const ok = isValueMap(responses) ? member(responses, "200") : undefined;
  const headers = isValueMap(ok) ? member(ok, "headers") : undefined;
  if (!isValueMap(headers)) return;
  for (const [name, type] of Object.entries(headers)) edits.set(headers, name, written({ schema: type }));
}
