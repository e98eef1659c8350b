import type { ValueMap } from "../../template/value.ts";
import type { DocumentHistory } from "../python-print/document-history.ts";
import { made } from "../python-print/origins.ts";
import { section } from "./document.ts";

export const API_KEY = "api_key";
const DEFINITIONS = "securityDefinitions";

const SIGNED = { "x-amazon-apigateway-authtype": "awsSigv4" };
const IN_HEADER = { type: "apiKey", name: "Authorization", in: "header" };

/** AWS_IAM as one of the authorizers of an API. */
export function iamAuthorizer(): ValueMap {
  return made({ ...IN_HEADER, ...SIGNED });
}

/** AWS_IAM because a route asks for it. */
export function addIamDefinition(document: ValueMap, history: DocumentHistory): void {
  addDefinition(document, history, { name: "AWS_IAM", definition: made({ ...SIGNED, ...IN_HEADER }) });
}

export function addKeyDefinition(document: ValueMap, history: DocumentHistory): void {
  const definition = made({ type: "apiKey", name: "x-api-key", in: "header" });
  addDefinition(document, history, { name: API_KEY, definition });
}

interface Named {
  readonly name: string;
  readonly definition: ValueMap;
}

/** Writes a security definition unless the document has it. */
function addDefinition(document: ValueMap, history: DocumentHistory, { name, definition }: Named): void {
  const definitions = section(document, DEFINITIONS);
  if (definitions[name] === undefined) history.merge(definitions, name, definition);
}
