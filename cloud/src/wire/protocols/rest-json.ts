import { AwsError, unsupported } from "../../core/errors.ts";
import type { AwsCall } from "../aws-call.ts";
import type { HttpRequest, HttpResponse } from "../http.ts";
import { NotAJsonObjectError, parseJsonObject } from "../json-object.ts";
import type { Member, Shape } from "../models/constraints.ts";
import { type ModelName, modelledInput } from "../models/index.ts";
import type { AnyOperation, HttpBinding, Route } from "../operation.ts";
import { createPathRouter, type PathMatch, type PathRouter } from "../path-router.ts";
import type { Protocol, ProtocolErrors } from "../protocol.ts";
import { modelledBinding } from "./modelled-binding.ts";

/** Where an operation of the service model is found. */
export interface NamedBinding {
  readonly name: string;
  readonly method: string;
  readonly uri: string;
}

/** @param rows `METHOD /uri Name` */
export function parseBindings(rows: readonly string[]): readonly NamedBinding[] {
  return rows.map((row) => {
    const [method = "", uri = "", name = ""] = row.split(" ");
    return { name, method, uri };
  });
}

export interface RestJsonOptions {
  readonly operations: readonly AnyOperation[];
  /** AWS's model, which says place and constraints of the members of operations that do not say theirs. */
  readonly model?: ModelName;
  /** Bindings of the service model that have no operation here: refused by name. */
  readonly unsupported: () => readonly NamedBinding[];
  readonly errors?: Partial<ProtocolErrors>;
  /** What AWS answers where nothing is served. `knownPath`: another method is. */
  readonly unknown: (knownPath: boolean) => AwsError;
  /** Of a path that is not percent-encoded UTF-8, where it is not the answer to an unknown path. */
  readonly unreadablePath?: () => AwsError;
  /** Refuses a member that the operation's input lacks; what it lets pass is dropped. */
  readonly unknownMember?: (unknown: UnknownMember) => AwsError | undefined;
  /** Members of an error's body, where they are not `{ message }` and the error's own. */
  readonly errorBody?: (error: AwsError, request: HttpRequest) => object;
}

export interface UnknownMember {
  readonly operation: AnyOperation;
  readonly name: string;
  readonly value: unknown;
}

/** An output that is not a JSON document of members. */
export class RawOutput {
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    this.response = response;
  }
}

const ERRORS: ProtocolErrors = {
  malformed: (message) => new AwsError("SerializationException", message),
  invalid: (message) => new AwsError("ValidationException", message),
  denied: (message) => new AwsError("AccessDeniedException", message, 403),
  tooLarge: () => new AwsError("RequestEntityTooLargeException", "Request size exceeded the limit", 413),
  internal: () => new AwsError("InternalFailureException", "An internal error occurred.", 500),
};

interface Row {
  readonly name: string;
  readonly operation: AnyOperation | undefined;
}

/**
 * The REST JSON protocol: the operation in method and path, its members in path, query, headers and
 * a JSON body. They reach the operation as one input, by their names in the model.
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJson(options: RestJsonOptions): Protocol {
  const errors: ProtocolErrors = { ...ERRORS, ...options.errors };
  const contracts = createContracts(options.model);
  const router = createPathRouter<Row>(() => [
    ...options.operations.map((operation) => ({
      ...contracts(operation).http,
      value: { name: operation.name, operation },
    })),
    ...options.unsupported().map(({ name, method, uri }) => ({
      method,
      uri,
      value: { name, operation: undefined },
    })),
  ]);
  return {
    name: "rest-json",
    operations: options.operations,
    ...(options.model === undefined ? {} : { model: options.model }),
    errors,
    route: ({ request }) => routeOf(options, router, request),
    decode: (call) => decode(call, { ...options, errors, contracts }),
    encode: ({ request, route }, output) => encode(request, statusOf(contracts, route), output),
    refuse: ({ request }, error) => ({
      status: error.status,
      headers: { ...headersOf(request), "x-amzn-ErrorType": error.code },
      body: JSON.stringify(
        options.errorBody?.(error, request) ?? { ...error.members, message: error.message },
      ),
    }),
  };
}

function routeOf(options: RestJsonOptions, router: PathRouter<Row>, request: HttpRequest): Route {
  const found = find(options, router, request);
  const { name, operation } = found.value;
  const route = { name, operation, labels: found.labels };
  return operation === undefined ? { ...route, refusal: unsupported(name) } : route;
}

/** @throws AwsError where nothing is served */
function find(options: RestJsonOptions, router: PathRouter<Row>, request: HttpRequest): PathMatch<Row> {
  let found: PathMatch<Row> | undefined;
  try {
    found = router.find(request.method, request.path, request.query);
  } catch {
    throw options.unreadablePath?.() ?? options.unknown(false);
  }
  if (found === undefined) throw options.unknown(router.knowsPath(request.path));
  return found;
}

interface Contract {
  readonly http: HttpBinding;
  readonly input: Shape;
}

type Contracts = (operation: AnyOperation) => Contract;

/** What each operation says of itself, else what the model says of it; asked by the first call. */
function createContracts(model: ModelName | undefined): Contracts {
  const known = new Map<AnyOperation, Contract>();
  return (operation) => {
    const made = known.get(operation) ?? contractOf(operation, model);
    known.set(operation, made);
    return made;
  };
}

function contractOf(operation: AnyOperation, model: ModelName | undefined): Contract {
  const { name, http, input } = operation;
  if (model !== undefined) {
    return { http: http ?? modelledBinding(model, name), input: input ?? supportedInput(model, operation) };
  }
  if (http === undefined) throw new Error(`${name} has no HTTP binding`);
  return { http, input: input ?? {} };
}

function supportedInput(model: ModelName, { name, unsupportedMembers = [] }: AnyOperation): Shape {
  const members = Object.entries(modelledInput(model, name));
  return Object.fromEntries(members.filter(([member]) => !unsupportedMembers.includes(member)));
}

function statusOf(contracts: Contracts, { operation }: Route): number {
  return (operation === undefined ? undefined : contracts(operation).http.status) ?? 200;
}

interface Decoding extends RestJsonOptions {
  readonly errors: ProtocolErrors;
  readonly contracts: Contracts;
}

/** A member travels in its own place only: what a body says of a label or of the query is dropped [WIRE-4]. */
function decode(call: AwsCall, options: Decoding): Record<string, unknown> {
  const { route, request } = call;
  if (route.operation === undefined) return {};
  const { operation } = route;
  const { http, input: shape } = options.contracts(operation);
  const members = Object.entries(http.members ?? {});
  const input = bodyMembers(call, operation, options);
  const query = request.query === "" ? undefined : new URLSearchParams(request.query);
  for (const [member, [place, name]] of members) {
    if (place === "body") continue;
    if (place === "payload") input[member] = call.body;
    else if (place === "queries") input[member] = otherParameters(query, members);
    else {
      const text = textAt({ place, name }, { query, call });
      if (text === undefined) continue;
      if (operation.unsupportedMembers?.includes(member) === true)
        refuseMember(options, operation, [member, text]);
      else input[member] = typedValue(text, shape[member], options.errors);
    }
  }
  for (const [name, text] of Object.entries(route.labels)) {
    input[name] = typedValue(text, shape[name], options.errors);
  }
  return input;
}

/** The members of the model that travel in the JSON body; without any, the body is not read as JSON. */
function bodyMembers(call: AwsCall, operation: AnyOperation, options: Decoding): Record<string, unknown> {
  const { labels } = call.route;
  const {
    input: shape,
    http: { members = {} },
  } = options.contracts(operation);
  const isElsewhere = (name: string): boolean =>
    Object.hasOwn(labels, name) || (Object.hasOwn(members, name) && members[name]?.[0] !== "body");
  if (Object.keys(shape).every(isElsewhere)) return {};
  const renamed = new Map(
    Object.entries(members).flatMap(([member, [place, name]]) => (place === "body" ? [[name, member]] : [])),
  );
  const input = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(jsonBody(call, options.errors))) {
    const member = renamed.get(name) ?? name;
    if (isElsewhere(member)) continue;
    if (Object.hasOwn(shape, member)) input[member] = value;
    else refuseMember(options, operation, [name, value]);
  }
  return input;
}

function refuseMember(
  { unknownMember }: Decoding,
  operation: AnyOperation,
  [name, value]: readonly [name: string, value: unknown],
): void {
  const refusal = unknownMember?.({ operation, name, value });
  if (refusal !== undefined) throw refusal;
}

/** Parameters of the query that no member names, the last of each name. */
function otherParameters(
  query: URLSearchParams | undefined,
  members: readonly (readonly [string, readonly [place: string, name: string]])[],
): Record<string, string> {
  const named = new Set(members.filter(([, [place]]) => place === "query").map(([, [, name]]) => name));
  const others = Object.create(null) as Record<string, string>;
  for (const [name, value] of query ?? []) if (!named.has(name)) others[name] = value;
  return others;
}

/** Text of a path, query or header as the type that the model says. */
function typedValue(
  text: string | readonly string[],
  member: Member | undefined,
  errors: ProtocolErrors,
): unknown {
  if (member?.type === "list") return typeof text === "string" ? [text] : text;
  const value = typeof text === "string" ? text : text[0];
  switch (member?.type) {
    case "integer":
    case "number":
      if (!/^-?\d{1,15}$/.test(value ?? "")) throw errors.malformed(`${value} is not a number`);
      return Number(value);
    case "boolean":
      if (value !== "true" && value !== "false") throw errors.malformed(`${value} is not a boolean`);
      return value === "true";
    default:
      return value;
  }
}

function jsonBody({ body = Buffer.alloc(0) }: AwsCall, errors: ProtocolErrors): Record<string, unknown> {
  try {
    return parseJsonObject(body);
  } catch (error) {
    throw error instanceof NotAJsonObjectError ? errors.malformed(error.message) : error;
  }
}

interface Place {
  readonly place: string;
  readonly name: string;
}

interface Sources {
  readonly query: URLSearchParams | undefined;
  readonly call: AwsCall;
}

function textAt({ place, name }: Place, { query, call }: Sources): string | readonly string[] | undefined {
  switch (place) {
    case "label":
      return call.route.labels[name];
    case "query": {
      const values = query?.getAll(name) ?? [];
      return values.length > 1 ? values : values[0];
    }
    case "header":
      return call.request.headers[name.toLowerCase()] || undefined;
    default:
      return undefined;
  }
}

function encode(request: HttpRequest, status: number, output: unknown): HttpResponse {
  const headers = headersOf(request);
  if (output instanceof RawOutput) {
    const { response } = output;
    return {
      ...response,
      headers: { "x-amzn-RequestId": request.requestId, ...response.headers },
    };
  }
  if (status === 204) return { status, headers };
  return { status, headers, body: output === undefined ? "" : JSON.stringify(output) };
}

function headersOf({ requestId }: HttpRequest): Record<string, string> {
  return { "Content-Type": "application/json", "x-amzn-RequestId": requestId };
}
