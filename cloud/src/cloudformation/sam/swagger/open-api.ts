import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DocumentEdits } from "../../edits/document-edits.ts";
import { written } from "../../edits/provenance.ts";
import { asWritten } from "../../template/floats.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { invalidDocument } from "../expansion/errors.ts";
import type { ExpandedApi } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { conditionalPaths } from "./conditions.ts";
import { isVersion3 } from "./document.ts";

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
  const paths = dictionary(document["paths"], "Value of paths");
  for (const [path, given] of Object.entries(paths ?? {})) {
    if (!isValueMap(given)) throw noDictionary(`Value of '${path}' path`);
    if (conditional.has(path)) continue;
    const options = dictionary(member(given, "options"), `Value of options method for path ${path}`);
    if (options !== undefined) finishPreflight(edits, path, options);
  }
}

function noDictionary(what: string): Error {
  return invalidDocument(`${what} must be a dictionary according to Swagger spec.`);
}

/** The map, or undefined when it is empty. */
function dictionary(value: Value | undefined, what: string): ValueMap | undefined {
  if (!isTruthy(value)) return undefined;
  if (isValueMap(value)) return value;
  throw noDictionary(what);
}

function finishPreflight(edits: DocumentEdits, path: string, options: ValueMap): void {
  edits.delete(options, "produces");
  edits.delete(options, "consumes");
  const refuse = (problem: string) =>
    invalidDocument(`Invalid responses in options method for path ${path}: ${problem}.`);
  const responses = options["responses"] ?? {};
  if (!isValueMap(responses)) throw refuse("It should be a map");
  const ok = member(responses, "200") ?? {};
  if (!isValueMap(ok)) throw refuse("The value of '200' should be a map");
  const what = `Value of response's headers in options method for path ${path}`;
  const headers = dictionary(member(ok, "headers"), what);
  if (headers === undefined) return;
  for (const [name, type] of Object.entries(headers)) edits.set(headers, name, written({ schema: type }));
}
