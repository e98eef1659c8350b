import type { Randomness } from "../../../../../core/randomness.ts";
import { newModel } from "../apis/models.ts";
import type { Model, RestApi } from "../model/rest-api.ts";
import { type Node, optionalNode } from "./document.ts";

/** The models of `definitions` (swagger) or `components.schemas` (OpenAPI 3). */
export function importModels(document: Node, before: RestApi, randomness: Randomness): Model[] {
  const components = optionalNode(document["components"], "components");
  const schemas = {
    ...optionalNode(document["definitions"], "definitions"),
    ...optionalNode(components["schemas"], "components.schemas"),
  };
  return Object.entries(schemas).map(([name, schema]) =>
    newModel(
      { name, contentType: "application/json", schema: JSON.stringify(schema) },
      randomness,
      before.models.find((it) => it.name === name)?.id,
    ),
  );
}
