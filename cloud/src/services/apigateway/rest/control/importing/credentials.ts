import { isNode } from "./document.ts";

const INTEGRATION = "x-amazon-apigateway-integration";

/** The `credentials` of every integration of a document, wherever it stands: operations may be referred to. */
export function* credentialsIn(document: unknown): Generator<string> {
  if (Array.isArray(document)) for (const item of document) yield* credentialsIn(item);
  if (!isNode(document)) return;
  for (const [name, item] of Object.entries(document)) {
    if (name === INTEGRATION && isNode(item) && typeof item["credentials"] === "string") {
      yield item["credentials"];
    }
    yield* credentialsIn(item);
  }
}
