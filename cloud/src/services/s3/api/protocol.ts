import { AwsError } from "../../../core/errors.ts";
import type { Authentication, VerifiedSignature } from "../../../wire/authentication.ts";
import type { AwsCall } from "../../../wire/aws-call.ts";
import type { HttpRequest } from "../../../wire/http.ts";
import type { Route } from "../../../wire/operation.ts";
import type { Protocol, ProtocolErrors } from "../../../wire/protocol.ts";
import { restXml } from "../../../wire/protocols/rest-xml.ts";
import type { S3Context } from "../domain/context.ts";
import { MAX_DOCUMENT_BYTES } from "../domain/shared/constants.ts";
import { s3Errors } from "../domain/shared/errors.ts";
import { headersOfForm, keyOfForm } from "./forms/form-call.ts";
import { isForm, readForm } from "./forms/read-form.ts";
import { parseAddress, parseQuery, type Query, type S3Address } from "./http/address.ts";
import type { Level, S3Call, S3Operation } from "./http/call.ts";
import type { PostForm } from "./http/post-form.ts";
import { assertExpectedOwner, assertNoRefusedHeaders, withAddressHeaders } from "./http/request-headers.ts";
import { errorMembers, withCors, withStandardHeaders } from "./http/responses.ts";
import { subresources } from "./http/subresources.ts";

const ERRORS: ProtocolErrors = {
  malformed: () => s3Errors.malformedXml(),
  invalid: (message) => s3Errors.invalidRequest(message),
  denied: (message) => s3Errors.accessDenied(message),
  tooLarge: (limitBytes) => s3Errors.entityTooLarge(MAX_DOCUMENT_BYTES, limitBytes),
  internal: () => s3Errors.internal(),
};

/** REST XML as S3 speaks it: buckets in host or path, sub-resources in the query, CORS on every answer. */
export function s3Protocol(s3: S3Context, operations: readonly S3Operation[]): Protocol {
  const router = createRouter(operations);
  return restXml({
    operations,
    errors: ERRORS,
    route: ({ request }) => routeOf(router, request),
    decode: (call) => decodeCall(call, s3.scope.accountId),
    errorMembers,
    complete: (request, response) => withStandardHeaders(request, withCors(s3.buckets, request, response)),
  });
}

/** The route with what was read to find it. */
interface S3Route extends Route {
  readonly address: S3Address;
  readonly query: Query;
  readonly form?: PostForm;
}

/** A form carries its signature and its key in front of its file: they are read to know who asks for what. */
function routeOf(router: Router, request: HttpRequest): S3Route | Promise<S3Route> {
  const found = routeByAddress(router, request);
  if (found.name !== FORM_OPERATION) return found;
  if (!isForm(request))
    return { ...found, operation: undefined, refusal: s3Errors.preconditionFailed(NO_FORM) };
  return readForm(request).then((form) => ({ ...found, form }));
}

const FORM_OPERATION = "PostObject";
const NO_FORM = "Bucket POST must be of the enclosure-type multipart/form-data";

/** SIG-9: a form is signed by its policy and in no other way. Undefined for other calls. */
export function authenticateForm(
  { route, request }: AwsCall,
  authentication: Authentication,
): VerifiedSignature | undefined {
  const { form } = route as S3Route;
  if (form === undefined) return undefined;
  const { headers, query } = request;
  if (headers["authorization"] !== undefined || /(?:^|&)(?:X-Amz-Signature|Signature)=/.test(query)) {
    throw s3Errors.notImplemented("A form that is signed in its headers or its address");
  }
  if (authentication.authenticateForm === undefined) throw new Error("forms are not authenticated here");
  return authentication.authenticateForm(form.fields);
}

function routeByAddress(router: Router, request: HttpRequest): S3Route {
  const address = parseAddress(request.headers["host"] ?? "", request.path);
  const query = parseQuery(request.query);
  const { method } = request;
  const isCopy = withAddressHeaders(request.headers, request.query)["x-amz-copy-source"] !== undefined;
  const found = router.find({ level: levelOf(address), method, query, isCopy });
  if (!(found instanceof AwsError)) {
    return { name: found.name, operation: found, labels: NO_LABELS, address, query };
  }
  // Preflight requests are never signed.
  if (method === "OPTIONS") throw found;
  return { name: "", operation: undefined, refusal: found, labels: NO_LABELS, address, query };
}

const NO_LABELS = {};

function levelOf({ bucket, key }: S3Address): Level {
  if (bucket === undefined) return "service";
  return key === undefined ? "bucket" : "object";
}

function decodeCall(call: AwsCall, accountId: string): S3Call {
  const { request, caller, signature } = call;
  const { address, query, form } = call.route as S3Route;
  const sent = withAddressHeaders(request.headers, request.query);
  const headers = form === undefined ? sent : headersOfForm(form, request.headers);
  assertNoRefusedHeaders(headers);
  assertExpectedOwner(sent, accountId);
  return {
    request: headers === request.headers ? request : { ...request, headers },
    query,
    bucketName: address.bucket,
    objectKey: form === undefined ? address.key : keyOfForm(form),
    ...(form === undefined ? {} : { form }),
    caller,
    signature,
    isPresigned:
      form === undefined && signature !== undefined && request.headers["authorization"] === undefined,
  };
}

interface Wanted {
  readonly level: Level;
  readonly method: string;
  readonly query: Query;
  /** The request names a source to copy. */
  readonly isCopy: boolean;
}

export interface Router {
  /** The operation, or the refusal of what has none: NotImplemented or MethodNotAllowed. */
  find(wanted: Wanted): S3Operation | AwsError;
}

/** Operations by sub-resource; the plain method under the empty name. */
interface Slots {
  readonly plain: Map<string, S3Operation>;
  readonly copies: Map<string, S3Operation>;
}

export function createRouter(operations: readonly S3Operation[]): Router {
  const table: Readonly<Record<Level, Map<string, Slots>>> = {
    service: new Map(),
    bucket: new Map(),
    object: new Map(),
  };
  for (const operation of operations) {
    const { level, method, subresource = "", isCopy } = operation;
    const slots = table[level].get(method) ?? { plain: new Map(), copies: new Map() };
    table[level].set(method, slots);
    (isCopy === true ? slots.copies : slots.plain).set(subresource, operation);
  }
  return {
    find: ({ level, method, query, isCopy }) => {
      const subresource = subresourceOf(level, query);
      const slots = table[level].get(method);
      const copy = isCopy ? slots?.copies.get(subresource) : undefined;
      const operation = copy ?? slots?.plain.get(subresource);
      if (operation !== undefined) return operation;
      if (subresource !== "") return s3Errors.notImplemented(`${method} ?${subresource}`);
      return s3Errors.methodNotAllowed(method, level.toUpperCase());
    },
  };
}

function subresourceOf(level: Level, query: Query): string {
  if (query.size === 0) return "";
  const known = subresources(level);
  for (const name of query.keys()) if (known.has(name)) return name;
  return "";
}
