import type { DocumentEdits } from "../../edits/document-edits.ts";
import { written } from "../../edits/provenance.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidTemplate } from "../expansion/errors.ts";
import { isTruthy } from "../expansion/python.ts";

export const API_KEY = "api_key";
const DEFINITIONS = "securityDefinitions";

const SIGNED = { "x-amazon-apigateway-authtype": "awsSigv4" };
const IN_HEADER = { type: "apiKey", name: "Authorization", in: "header" };

/** AWS_IAM as one of the authorizers of an API. */
export function iamAuthorizer(): ValueMap {
  return written({ ...IN_HEADER, ...SIGNED });
}

/** AWS_IAM because a route asks for it. */
export function addIamDefinition(edits: DocumentEdits, document: ValueMap): void {
  addDefinition(edits, document, { name: "AWS_IAM", definition: written({ ...SIGNED, ...IN_HEADER }) });
}

export function addKeyDefinition(edits: DocumentEdits, document: ValueMap): void {
  const definition = written({ type: "apiKey", name: "x-api-key", in: "header" });
  addDefinition(edits, document, { name: API_KEY, definition });
}

interface Named {
  readonly name: string;
  readonly definition: ValueMap;
}

/** The security definitions of the document, made when there are none. */
export function definitionsOf(edits: DocumentEdits, document: ValueMap): ValueMap {
  const given = document[DEFINITIONS];
  if (isTruthy(given) && !isValueMap(given))
    throw invalidTemplate("securityDefinitions must be a dictionary.");
  return edits.section(document, DEFINITIONS);
}

/** Writes a security definition unless the document has it. */
function addDefinition(edits: DocumentEdits, document: ValueMap, { name, definition }: Named): void {
  const definitions = definitionsOf(edits, document);
  if (definitions[name] === undefined) edits.update(definitions, name, definition);
}
