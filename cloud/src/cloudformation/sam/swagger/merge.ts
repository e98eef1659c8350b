import type { Value } from "../../../core/ports/resource-provider.ts";
import { DocumentEdits } from "../../edits/document-edits.ts";
import { keepInsertionOrder, keyStepsOf, recordKeySteps } from "../../edits/key-steps.ts";
import { inheritProvenance, setWritten, written } from "../../edits/provenance.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { invalidResource, notSupportedHere } from "../expansion/errors.ts";
import { mapAt } from "../expansion/expect.ts";
import { isTruthy } from "../expansion/python.ts";
import { when } from "../expansion/values.ts";
import { normalMethod } from "./document.ts";
import type { RouteOptions } from "./route-options.ts";
import { writeRoute } from "./routes.ts";

/**
 * With MergeDefinitions: the route that an event makes is written by itself and then put over what the
 * document says of it. What the event adds outside of its route is lost, as in the real transform.
 */
export function mergeRoute(options: RouteOptions): void {
  const { api, document, path, method, context } = options;
  const made: ValueMap = written({});
  const route = written({ [normalMethod(method)]: made });
  const alone = written({ swagger: "2.0", paths: written({ [path]: route }) });
  const edits = new DocumentEdits(alone);
  writeRoute({ ...options, api: { ...api, document: alone, edits }, document: alone });
  const { paths, item, operation } = placeOf(options, document);
  const names = context.order.keysIn(api.edits, operation);
  const merged = inheritProvenance(
    Object.fromEntries(names.map((name) => [name, operation[name] ?? null])),
    operation,
  );
  recordCopy(made, (map) => context.order.keysIn(edits, map));
  const condition = options.target.body["Condition"];
  if (condition !== undefined && api.managed) {
    throw notSupportedHere(
      api.logicalId,
      "MergeDefinitions with a function that has a condition, where SAM writes the document,",
    );
  }
  const generated = condition === undefined ? made : when(condition, made);
  for (const name of context.order.keysAfter(keyStepsOf(generated))) {
    setWritten(merged, name, generated[name] ?? null);
  }
  keepInsertionOrder(merged);
  if (item === undefined) api.edits.set(paths, path, keepInsertionOrder({ [method]: merged }));
  else api.edits.set(item, method, merged);
}

/** What is written by itself is copied before it comes into the document. */
function recordCopy(value: Value, keysOf: (map: ValueMap) => readonly string[]): void {
  if (Array.isArray(value)) for (const item of value) recordCopy(item, keysOf);
  if (!isValueMap(value)) return;
  recordKeySteps(value, [{ kind: "add", names: keysOf(value) }]);
  for (const nested of Object.values(value)) recordCopy(nested, keysOf);
}

/** What the document says of the route. Paths that are empty are those of nobody: what is set there is lost. */
function placeOf({ api, path, method }: RouteOptions, document: ValueMap) {
  const paths = nested(api.logicalId, document["paths"], "");
  const item = nested(api.logicalId, member(paths ?? {}, path), path);
  const operation = member(item ?? {}, method) ?? {};
  const where = `DefinitionBody.paths.${path}.${method}`;
  return {
    paths: isTruthy(paths) ? paths : {},
    item,
    operation: mapAt(operation, where, (message) => invalidResource(api.logicalId, message)),
  };
}

function nested(logicalId: string, value: Value | undefined, path: string): ValueMap | undefined {
  if (value === undefined || value === null) return undefined;
  if (isValueMap(value)) return value;
  const what = path === "" ? "It" : `The value of '${path}'`;
  throw invalidResource(logicalId, `Property 'DefinitionBody' is invalid: ${what} should be a map`);
}
