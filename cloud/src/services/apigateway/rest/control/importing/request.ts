import { unsupported } from "../../../../../core/errors.ts";
import type { ImportRestApiRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import { badRequest } from "../model/errors.ts";

/** Input of an import: the document as its bytes, and what the query says in addition. */
export type WithDocument<Request extends Partial<ImportRestApiRequest>> = Omit<Request, "body"> &
  Required<Pick<ImportRestApiRequest, "parameters">> & { readonly body: Buffer };

/** Import parameters that change the outcome are refused by name. */
export function assertImportParameters(parameters: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (name === "basepath" && value === "ignore") continue;
    throw unsupported(`The import parameter ${name}`);
  }
}

/** The OpenAPI document of an import call; JSON only. */
export function parseDocument(body: Buffer): unknown {
  const document = documentIfReadable(body);
  if (document === undefined) throw badRequest("Invalid OpenAPI input: the document must be JSON");
  return document;
}

/** Undefined where there is none, and for what is no JSON. */
export function documentIfReadable(body: Buffer | string | undefined): unknown {
  if (body === undefined) return undefined;
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
