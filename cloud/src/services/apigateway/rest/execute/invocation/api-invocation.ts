import type { AdministratorCaller, RoleCaller } from "../../../../../core/caller.ts";
import { Stopwatch } from "../../../../../core/clock.ts";
import type { Claims } from "../../../../../core/ports/token-verifier.ts";
import type { REST_API_STEPS } from "../../../../../core/step-names.ts";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  readBody,
} from "../../../../../wire/http.ts";
import type { RouteNode } from "../../../shared/routing/trie.ts";
import type { TokenBucket } from "../../../shared/throttling/token-bucket.ts";
import { PAYLOAD_LIMIT_BYTES } from "../../constants.ts";
import type { GatewayResponse, RestApi } from "../../control/model/rest-api.ts";
import type { Stage } from "../../control/model/stage.ts";
import type { ExecuteContext } from "./context.ts";
import { type GatewayRefusal, REFUSALS, refuse } from "./refusal.ts";

/** Lets the call pass or throws a refusal. */
export type InvocationCheck = (invocation: ApiInvocation) => Promise<void> | void;

/** One method of one resource, everything about it decided once. */
export interface CompiledRoute {
  readonly resourceId: string;
  readonly resourcePath: string;
  /** `ANY` where it takes every verb. */
  readonly httpMethod: string;
  /** Which calls pass; by authorization type. */
  readonly authorize: InvocationCheck;
  readonly validate: InvocationCheck | undefined;
  readonly bucket: TokenBucket | undefined;
  integrate(invocation: ApiInvocation): Promise<HttpResponse> | HttpResponse;
}

/** A stage as it is served: built once per deployment, then only read. */
export interface CompiledStage {
  readonly api: RestApi;
  readonly stage: Stage;
  readonly deploymentId: string;
  readonly root: RouteNode<CompiledRoute>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly checkResourcePolicy: InvocationCheck | undefined;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` */
  readonly arn: string;
  /** `<apiId>.execute-api.…` */
  readonly domainName: string;
  readonly variables: Readonly<Record<string, string>> | null;
  /** Lower-case binary media types. */
  readonly binaryMediaTypes: ReadonlySet<string>;
}

/** Who signed the call, for `requestContext.identity`. */
export interface SignedIdentity {
  readonly accessKey: string;
  readonly accountId: string;
  readonly caller: string;
  readonly userArn: string;
}

export type StepName = (typeof REST_API_STEPS)[number];

/** One step of the chain: ends the call with a response, throws a refusal, or lets it go on. */
export type Step = (
  invocation: ApiInvocation,
) => Promise<HttpResponse | undefined> | HttpResponse | undefined;

/** One call on its way through the chain; each step adds what it found out. */
export class ApiInvocation {
  readonly context: ExecuteContext;
  readonly request: HttpRequest;
  readonly apiId: string;
  /** Raw path with the stage: `/<stage>/…`. */
  readonly target: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** `x-amz-apigw-id`: 16 characters. */
  readonly extendedRequestId: string;
  /** `Root=1-…` of this call. */
  readonly traceRoot: string;
  readonly traceParent: string;
  /** Method after X-HTTP-Method-Override. */
  method: string;
  /** Stage name and the rest of the path, set when the stage is found. */
  pathInStage = "/";
  /** `path` of the event: duplicate slashes folded. */
  eventPath = "/";
  pathParameters: Readonly<Record<string, string>> | undefined;
  /** The values of the resource's variables as sent, in order. */
  pathValues: readonly string[] = [];
  claims: Claims | undefined;
  /** The gateway itself checked a signature: its header is for nobody else. */
  wasSigned = false;
  identity: SignedIdentity | undefined;
  /** Who signed the call, where the method asks for a signature. */
  signer: AdministratorCaller | RoleCaller | undefined;
  refusal: GatewayRefusal | undefined;
  /** The step of the chain that the call has reached. */
  step: StepName = "stage";
  /** Times the step. */
  readonly watch = new Stopwatch();
  /** The function that the integration runs. */
  functionArn: string | undefined;
  integrationStatus: number | undefined;
  /** Milliseconds the integration took. */
  integrationLatency: number | undefined;
  #stage: CompiledStage | undefined;
  #route: CompiledRoute | undefined;
  #query: QueryParameters | undefined;
  #body: Promise<Buffer> | Buffer | undefined;

  constructor(context: ExecuteContext, request: HttpRequest, where: { apiId: string; path: string }) {
    this.context = context;
    this.request = request;
    this.apiId = where.apiId;
    this.target = where.path;
    this.method = request.method;
    this.startedAt = context.clock.now();
    const random = context.randomness.bytes(31);
    this.extendedRequestId = random.toString("base64", 0, 11);
    this.traceRoot = traceRootOf(request, this.startedAt, random);
    this.traceParent = random.toString("hex", 23, 31);
  }

  get stage(): CompiledStage {
    if (this.#stage === undefined) throw new Error("The stage is not known yet.");
    return this.#stage;
  }

  set stage(stage: CompiledStage) {
    this.#stage = stage;
  }

  get stageIfFound(): CompiledStage | undefined {
    return this.#stage;
  }

  get route(): CompiledRoute {
    if (this.#route === undefined) throw new Error("The route is not known yet.");
    return this.#route;
  }

  set route(route: CompiledRoute) {
    this.#route = route;
  }

  get routeIfFound(): CompiledRoute | undefined {
    return this.#route;
  }

  get query(): QueryParameters {
    this.#query ??= parseQuery(this.request.query);
    return this.#query;
  }

  /** The whole body, read at most once. Refuses beyond 10 MB. */
  body(): Promise<Buffer> | Buffer {
    this.#body ??= hasBody(this.request) ? readBounded(this.request) : EMPTY;
    return this.#body;
  }
}

const EMPTY = Buffer.alloc(0);
const TRACE_ROOT = /(?:^|;)\s*(Root=1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/;

function traceRootOf(request: HttpRequest, now: number, random: Buffer): string {
  const sent = request.headers["x-amzn-trace-id"];
  const root = sent === undefined ? undefined : TRACE_ROOT.exec(sent)?.[1];
  if (root !== undefined) return root;
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, "0");
  return `Root=1-${seconds}-${random.toString("hex", 11, 23)}`;
}

function hasBody(request: HttpRequest): boolean {
  const length = request.headers["content-length"];
  if (length !== undefined) return length !== "0";
  return request.headers["transfer-encoding"] !== undefined;
}

async function readBounded(request: HttpRequest): Promise<Buffer> {
  try {
    return await readBody(request, PAYLOAD_LIMIT_BYTES);
  } catch (error) {
    if (error instanceof BodyTooLargeError) {
      throw refuse(REFUSALS.payloadTooLarge).because({
        rule: "APIGW-3",
        reason: "body-too-large",
        asked: { bytes: PAYLOAD_LIMIT_BYTES },
      });
    }
    throw error;
  }
}

/** Decoded query parameters; null maps when the query is empty. */
interface QueryParameters {
  /** Last value of each name. */
  readonly single: Readonly<Record<string, string>> | null;
  readonly multi: Readonly<Record<string, readonly string[]>> | null;
}

const NONE: QueryParameters = { single: null, multi: null };

/** Decodes a raw query once. Names come from the client: the maps have no prototype. */
function parseQuery(query: string): QueryParameters {
  if (query === "") return NONE;
  const single = Object.create(null) as Record<string, string>;
  const multi = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of new URLSearchParams(query)) {
    single[name] = value;
    const values = multi[name];
    if (values === undefined) multi[name] = [value];
    else values.push(value);
  }
  return Object.keys(single).length === 0 ? NONE : { single, multi };
}
