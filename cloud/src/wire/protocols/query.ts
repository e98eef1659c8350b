import { AwsError } from "../../core/errors.ts";
import type { AwsCall } from "../aws-call.ts";
import { type HttpRequest, readBody } from "../http.ts";
import type { Member, Shape } from "../models/constraints.ts";
import { isModelled, type ModelName, modelledInput } from "../models/index.ts";
import { type AnyOperation, type Operation, operationRegistry, type Route } from "../operation.ts";
import type { Protocol, ProtocolErrors } from "../protocol.ts";
import { element, type XmlObject } from "../xml.ts";

/** An operation whose input is the model's, decoded and checked. */
export type QueryOperation<Input> = Operation<Input, XmlObject | undefined>;

export interface QueryOptions {
  /** Namespace of the replies, e.g. `http://cloudformation.amazonaws.com/doc/2010-05-15/`. */
  readonly xmlNamespace: string;
  readonly operations: readonly AnyOperation[];
  /** AWS's model of the service: what it has and `operations` has not is refused by name. */
  readonly model: ModelName;
  /** Longest form in bytes, where it is not `QUERY_BODY_LIMIT`. */
  readonly bodyLimitBytes?: number;
}

/** Longest form in bytes. */
export const QUERY_BODY_LIMIT = 2_097_152;

const ERRORS: ProtocolErrors = {
  malformed: (message) => new AwsError("MalformedInput", message),
  invalid: (message) => new AwsError("ValidationError", message),
  denied: (message) => new AwsError("AccessDenied", message, 403),
  tooLarge: () => new AwsError("RequestEntityTooLarge", "Request size exceeded the limit", 413),
  internal: () => new AwsError("InternalFailure", "An internal error occurred.", 500),
  unsupported,
};

/**
 * The AWS Query protocol: the operation and its members in a form, replies in XML.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function query(options: QueryOptions): Protocol {
  const operations = operationRegistry(options.operations);
  const namespace = `xmlns="${options.xmlNamespace}"`;
  return {
    name: "query",
    operations: options.operations,
    model: options.model,
    errors: ERRORS,
    // The name of the operation stands in the body, so the body is read to find it.
    route: async (call) => {
      call.body = await readBody(call.request, options.bodyLimitBytes ?? QUERY_BODY_LIMIT);
      return routeOf(options, operations, new URLSearchParams(formOf(call)));
    },
    decode: (call) => inputOf(options.model, call),
    encode: ({ request, route }, output) => ({
      status: 200,
      headers: headersOf(request),
      body: element(
        `${route.name}Response`,
        {
          ...(output === undefined ? {} : { [`${route.name}Result`]: output as XmlObject }),
          ResponseMetadata: { RequestId: request.requestId },
        },
        namespace,
      ),
    }),
    refuse: ({ request }, error) => ({
      status: error.status,
      headers: headersOf(request),
      body: element("ErrorResponse", { Error: errorMembers(error), RequestId: request.requestId }, namespace),
    }),
  };
}

/** The form of a call, wherever it stands. */
export function formOf({ request, body }: Pick<AwsCall, "request" | "body">): string {
  return request.method === "GET" ? request.query : (body?.toString("utf8") ?? "");
}

function inputOf(model: ModelName, call: AwsCall): Record<string, unknown> {
  const shape = call.route.operation?.input ?? modelledInput(model, call.route.name);
  try {
    return decodeQueryInput(shape, parseForm(formOf(call)));
  } catch (error) {
    if (!(error instanceof QueryValueError)) throw error;
    throw ERRORS.invalid(`1 validation error detected: ${error.message}`);
  }
}

function routeOf(
  options: QueryOptions,
  operations: ReadonlyMap<string, AnyOperation>,
  form: URLSearchParams,
): Route {
  const name = form.get("Action") ?? "";
  const operation = operations.get(name);
  if (operation !== undefined) return { name, operation, labels: {} };
  return { name, operation, labels: {}, refusal: refusalOf(options, name, form.get("Version") ?? "") };
}

function refusalOf(options: QueryOptions, name: string, version: string): AwsError {
  if (isModelled(options.model, name)) {
    return unsupported(name);
  }
  return new AwsError("InvalidAction", `Could not find operation ${name} for version ${version}`);
}

function unsupported(what: string): AwsError {
  return new AwsError("UnsupportedOperation", `${what} is not supported by Portcullis. See docs/gaps.md.`);
}

function errorMembers(error: AwsError): XmlObject {
  return {
    Type: error.status >= 500 ? "Receiver" : "Sender",
    Code: error.code,
    Message: error.message,
    ...error.members,
  };
}

function headersOf({ requestId }: HttpRequest): Record<string, string> {
  return { "Content-Type": "text/xml", "x-amzn-RequestId": requestId };
}

export interface Form {
  /** By name; a name that comes twice has its first value. */
  readonly values: ReadonlyMap<string, string>;
  /** Every beginning of a name that ends before a dot: what has members in the form. */
  readonly parents: ReadonlySet<string>;
}

/** No input of a model is as deep; a longer name is nobody's. */
const DEEPEST_NAME = 32;

/** What stands where the model asks for a number or a truth. */
export class QueryValueError extends Error {
  constructor(path: string, text: string, expected: string) {
    super(`Value '${text}' at '${path}' must be ${expected}`);
    this.name = "QueryValueError";
  }
}

export function parseForm(text: string): Form {
  const values = new Map<string, string>();
  const parents = new Set<string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const parts = name.split(".", DEEPEST_NAME + 1);
    if (values.has(name) || parts.length > DEEPEST_NAME) continue;
    values.set(name, value);
    for (let count = 1; count < parts.length; count += 1) parents.add(parts.slice(0, count).join("."));
  }
  return { values, parents };
}

/**
 * The members of an input out of a form: `Name=…`, `List.member.1=…`, `List.member.1.Member=…`,
 * `Map.entry.1.key=…`. Parameters that no member names are left out, as AWS does.
 * @throws QueryValueError
 */
export function decodeQueryInput(shape: Shape, form: Form): Record<string, unknown> {
  return structureAt(shape, form, "") ?? {};
}

function structureAt(shape: Shape, form: Form, prefix: string): Record<string, unknown> | undefined {
  const found = Object.entries(shape)
    .map(([name, member]) => [name, valueAt(member, form, `${prefix}${wireName(name, member)}`)] as const)
    .filter(([, value]) => value !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function wireName(name: string, { wire }: Member): string {
  return wire?.wireName ?? name;
}

function valueAt(member: Member, form: Form, path: string): unknown {
  switch (member.type) {
    case "structure":
      // Asked first: a shape may contain itself.
      return form.parents.has(path) ? structureAt(member.members ?? {}, form, `${path}.`) : undefined;
    case "list":
      return listAt(member, form, path);
    case "map":
      return mapAt(member, form, path);
    default: {
      const text = form.values.get(path);
      return text === undefined ? undefined : scalar(member, text, path);
    }
  }
}

/** Items count from 1 until one is missing; `List=` alone is the empty list. */
function listAt({ items, wire }: Member, form: Form, path: string): unknown[] | undefined {
  if (items === undefined) throw new Error(`The model says no items of ${path}`);
  const base = wire?.flattened ? path : `${path}.${wireName("member", items)}`;
  const found: unknown[] = [];
  for (let index = 1; ; index += 1) {
    const value = valueAt(items, form, `${base}.${index}`);
    if (value === undefined) break;
    found.push(value);
  }
  return found.length > 0 || form.values.has(path) ? found : undefined;
}

function mapAt({ items, keys, wire }: Member, form: Form, path: string): Record<string, unknown> | undefined {
  if (items === undefined) throw new Error(`The model says no values of ${path}`);
  const base = wire?.flattened ? path : `${path}.entry`;
  const found = Object.create(null) as Record<string, unknown>;
  for (let index = 1; ; index += 1) {
    const key = form.values.get(`${base}.${index}.${keys?.wire?.wireName ?? "key"}`);
    if (key === undefined) break;
    found[key] = valueAt(items, form, `${base}.${index}.${wireName("value", items)}`);
  }
  return Object.keys(found).length > 0 || form.values.has(path) ? found : undefined;
}

const WHOLE_NUMBER = /^[-+]?\d{1,15}$/;

function scalar({ type }: Member, text: string, path: string): unknown {
  switch (type) {
    case "integer":
      if (!WHOLE_NUMBER.test(text)) throw new QueryValueError(path, text, "an integer");
      return Number(text);
    case "number":
      if (text === "" || !Number.isFinite(Number(text))) throw new QueryValueError(path, text, "a number");
      return Number(text);
    case "boolean":
      if (text !== "true" && text !== "false") throw new QueryValueError(path, text, "a boolean");
      return text === "true";
    default:
      return text;
  }
}
