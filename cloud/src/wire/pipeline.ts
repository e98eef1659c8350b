import { createHash } from "node:crypto";
import type { Scope } from "../core/arns.ts";
import { anonymous, type Caller } from "../core/caller.ts";
import { Stopwatch } from "../core/clock.ts";
import { AwsError, unsupported } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { Authorization, Decision, LazyContext } from "../core/ports/authorization.ts";
import type { Trace } from "../core/ports/trace.ts";
import type { Why } from "../core/why.ts";
import type { Authentication, VerifiedSignature } from "./authentication.ts";
import type { AwsCall, StepName } from "./aws-call.ts";
import { traceAllowed, traceNote, traceRefused, traceServed } from "./call-trace.ts";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  type HttpService,
  readBody,
} from "./http.ts";
import { type Shape, validationMessage, WrongTypeError } from "./models/constraints.ts";
import { type ModelName, modelledInput } from "./models/index.ts";
import type { AnyOperation, Asker, CallContext, Question, Route } from "./operation.ts";
import type { Protocol } from "./protocol.ts";
import { assertIsPublic } from "./public-operations.ts";
import { resourceTags, type Tags } from "./tag-keys.ts";

/** One AWS service as the pipeline serves it. */
export interface AwsService {
  /** Name in AWS's models, e.g. `cognito-idp`; shown in traces. */
  readonly name: string;
  readonly protocol: Protocol;
  /** Signing names that the credential scope may carry, e.g. `["iotdata", "iotdevicegateway"]`. */
  readonly signingNames: readonly string[];
  /** Longest body in bytes that is read before the call is authenticated; `stream`: the run reads it. */
  readonly body: number | "stream";
  /** What the signature covers of a body that is not read yet. */
  readonly payloadHash?: (request: HttpRequest) => string;
  /** What Signature V2 calls the resource of a request; only S3 takes that version. */
  readonly signedResource?: (request: HttpRequest) => string;
  /** The signature of a call that carries it elsewhere than in headers or address; undefined for others. */
  readonly authenticate?: (call: AwsCall, authentication: Authentication) => VerifiedSignature | undefined;
  /** Tags of the resource that a question is about, for `aws:ResourceTag/*`. */
  readonly tagsOf?: (resource: string) => Tags | undefined;
  /** The refusal of a question, where it is not the protocol's own. */
  readonly denied?: (call: AwsCall, decision: Decision, question: Question) => AwsError;
}

/** What the pipeline stands on, the same for all services. */
export interface PipelineDependencies {
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly scope: Scope;
  readonly trace: Trace;
  readonly logger: Logger;
}

interface Pipeline extends Omit<AwsService, "authenticate">, PipelineDependencies {
  readonly authenticateElsewhere: AwsService["authenticate"];
}
type Step = readonly [name: StepName, run: (pipeline: Pipeline, call: AwsCall) => Promise<void> | void];

/** The way of every AWS call, whatever its protocol: nothing runs that a step before it refused [WIRE-2]. */
const STEPS = [
  ["route", route],
  ["body", takeBody],
  ["authenticate", authenticate],
  ["decode", decode],
  ["validate", validate],
  ["authorize", authorize],
  ["run", run],
  ["encode", encode],
] as const satisfies readonly Step[];

/** A service behind the pipeline, with the contracts that it serves. */
export interface ServedService extends HttpService {
  readonly name: string;
  readonly operations: readonly AnyOperation[];
  /** Tags of the resource that a question is about, for `aws:ResourceTag/*`. */
  readonly tagsOf?: AwsService["tagsOf"] | undefined;
}

/** Serves one AWS service. A step that refuses throws; the protocol phrases the refusal once. */
export function serve(service: AwsService, dependencies: PipelineDependencies): ServedService {
  const { name, protocol } = service;
  for (const operation of protocol.operations) assertIsPublic(name, operation);
  const { authentication, authorization, scope, trace, logger } = dependencies;
  const pipeline: Pipeline = {
    ...service,
    authenticateElsewhere: service.authenticate,
    ...{ authentication, authorization, scope, trace, logger },
  };
  return {
    name,
    operations: protocol.operations,
    tagsOf: service.tagsOf,
    handle: async (request) => {
      const call = newCall(request);
      try {
        for (let index = 0; index < STEPS.length; index += 1) {
          const [name, step] = STEPS[index] as Step;
          call.step = name;
          const pending = step(pipeline, call);
          if (pending === undefined) continue;
          await pending;
          call.watch.restart();
        }
        return call.response;
      } catch (thrown) {
        return refuse(pipeline, call, thrown);
      }
    },
  };
}

const NO_ROUTE: Route = { name: "", operation: undefined, labels: {} };

function newCall(request: HttpRequest): AwsCall {
  return {
    request,
    step: "route",
    watch: new Stopwatch(),
    route: NO_ROUTE,
    body: undefined,
    caller: anonymous,
    person: undefined,
    signature: undefined,
    input: undefined,
    output: undefined,
    response: { status: 500, headers: {} },
  };
}

/** Nothing is awaited that is there already: most calls pass all steps within one turn. */
function route({ protocol }: Pipeline, call: AwsCall): Promise<void> | void {
  const found = protocol.route(call);
  if (!(found instanceof Promise)) {
    call.route = found;
    return;
  }
  return found.then((later) => {
    call.route = later;
  });
}

function takeBody({ body }: Pipeline, call: AwsCall): Promise<void> | void {
  if (body === "stream" || call.body !== undefined) return;
  return readBody(call.request, call.route.operation?.bodyLimitBytes ?? body).then((bytes) => {
    call.body = bytes;
  });
}

/** AWS takes signed calls of public operations too: SDKs with credentials sign everything. */
function authenticate(pipeline: Pipeline, call: AwsCall): void {
  if (call.route.operation?.auth === "public") return;
  const signature =
    pipeline.authenticateElsewhere?.(call, pipeline.authentication) ??
    pipeline.authentication.authenticate({
      request: call.request,
      signingNames: pipeline.signingNames,
      protocol: pipeline.protocol.name,
      payloadHash: pipeline.payloadHash?.(call.request) ?? sha256(call.body),
      signedResource: pipeline.signedResource,
    });
  call.caller = signature.caller;
  if (signature.caller.kind !== "anonymous") call.signature = signature;
}

function sha256(body: Buffer | undefined): string {
  return createHash("sha256")
    .update(body ?? "")
    .digest("hex");
}

function decode({ protocol }: Pipeline, call: AwsCall): void {
  if (call.route.refusal !== undefined) throw call.route.refusal;
  call.input = protocol.decode(call);
}

function validate({ protocol }: Pipeline, call: AwsCall): void {
  const shape = shapeOf(operationOf(call), protocol.model);
  if (shape === undefined) return;
  let message: string | undefined;
  try {
    message = validationMessage(shape, call.input as Readonly<Record<string, unknown>>);
  } catch (error) {
    throw error instanceof WrongTypeError ? protocol.errors.malformed(error.message) : error;
  }
  if (message !== undefined) throw protocol.errors.invalid(message);
}

function shapeOf({ name, input }: AnyOperation, model: ModelName | undefined): Shape | undefined {
  return input === undefined && model !== undefined ? modelledInput(model, name) : input;
}

function authorize(pipeline: Pipeline, call: AwsCall): void {
  const operation = operationOf(call);
  if (operation.auth === "public") return;
  const asker: Asker = { caller: call.caller, scope: pipeline.scope };
  for (const question of operation.authorize(call.input as never, asker)) {
    assertAllowed(pipeline, call, question);
  }
}

function run(pipeline: Pipeline, call: AwsCall): Promise<void> | void {
  const operation = operationOf(call);
  assertMembersSupported(pipeline, operation, call.input);
  const output = operation.run(call.input as never, new RunContext(pipeline, call));
  if (output instanceof Promise) return output.then((later) => ran(pipeline, call, later));
  ran(pipeline, call, output);
}

/** A call that nobody has to be allowed has no other event: its end is one. */
function ran(pipeline: Pipeline, call: AwsCall, output: unknown): void {
  call.output = output;
  if (call.route.operation?.auth === "public") traceServed(pipeline, call);
}

function assertMembersSupported({ protocol }: Pipeline, operation: AnyOperation, input: unknown): void {
  const path = unsupportedMember(operation, input);
  if (path === undefined) return;
  const what = `${path} of ${operation.name}`;
  throw protocol.errors.unsupported?.(what) ?? unsupported(what);
}

function encode({ protocol }: Pipeline, call: AwsCall): void {
  call.response = protocol.encode(call, call.output);
}

function operationOf({ route }: AwsCall): AnyOperation {
  if (route.operation === undefined) throw new Error(`${route.name} was routed to no operation`);
  return route.operation;
}

/** What the service knows of the resource, and what the operation says of the call. */
export function contextOf(
  { tagsOf }: { readonly tagsOf?: AwsService["tagsOf"] | undefined },
  { resource, context }: Question,
): LazyContext | undefined {
  if (tagsOf === undefined) return context;
  return () => ({
    ...resourceTags(tagsOf(resource)),
    ...(typeof context === "function" ? context() : context),
  });
}

function ask(pipeline: Pipeline, call: AwsCall, question: Question): Decision {
  const { headers, sourceIp } = call.request;
  const decision = pipeline.authorization.decide({
    caller: call.caller,
    action: question.action,
    resource: question.resource,
    context: contextOf(pipeline, question),
    resourcePolicy: question.resourcePolicy,
    trust: question.trust,
    request: { sourceIp, userAgent: headers["user-agent"], referer: headers["referer"] },
  });
  if (decision.allowed) traceAllowed(pipeline, call);
  return decision;
}

function assertAllowed(pipeline: Pipeline, call: AwsCall, question: Question): void {
  const decision = ask(pipeline, call, question);
  if (decision.allowed) return;
  call.step = "authorize";
  const error =
    pipeline.denied?.(call, decision, question) ?? pipeline.protocol.errors.denied(decision.message);
  if (decision.why !== undefined) error.because(decision.why);
  throw error;
}

class RunContext implements CallContext {
  readonly #pipeline: Pipeline;
  readonly #call: AwsCall;

  constructor(pipeline: Pipeline, call: AwsCall) {
    this.#pipeline = pipeline;
    this.#call = call;
  }

  get caller(): Caller {
    return this.#call.caller;
  }

  get scope(): Scope {
    return this.#pipeline.scope;
  }

  get requestId(): string {
    return this.#call.request.requestId;
  }

  get sourceIp(): string {
    return this.#call.request.sourceIp;
  }

  get userAgent(): string {
    return this.#call.request.headers["user-agent"] ?? "";
  }

  ask(question: Question): Decision {
    return ask(this.#pipeline, this.#call, question);
  }

  assertAllowed(question: Question): void {
    assertAllowed(this.#pipeline, this.#call, question);
  }

  get note(): (why: Why) => void {
    return (why) => traceNote(this.#pipeline, this.#call, { why, verdict: "allow" });
  }

  get noteFailure(): (why: Why) => void {
    return (why) => traceNote(this.#pipeline, this.#call, { why, verdict: "error" });
  }

  get actsAs(): (username: string) => void {
    return (username) => {
      this.#call.person = username;
    };
  }
}

function refuse(pipeline: Pipeline, call: AwsCall, thrown: unknown): HttpResponse {
  const error = asAwsError(pipeline, call, thrown);
  traceRefused(pipeline, call, error);
  return pipeline.protocol.refuse(call, error);
}

/** The one place where what was thrown becomes what AWS answers. */
function asAwsError({ protocol, logger }: Pipeline, { request }: AwsCall, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof BodyTooLargeError) return protocol.errors.tooLarge(thrown.limitBytes);
  logger.error({ err: thrown, requestId: request.requestId }, "An operation failed unexpectedly.");
  return protocol.errors.internal();
}

/**
 * WIRE-5: what AWS's model has, the operation does not do, and the input asks for: refused by name.
 * Tools send empty lists and structures for what they do not use: those ask for nothing.
 * @returns the path of the first such member, e.g. `LambdaConfig.UserMigration`
 */
export function unsupportedMember({ unsupportedMembers }: AnyOperation, input: unknown): string | undefined {
  return unsupportedMembers?.find((path) => isAskedFor(input, path.split(".")));
}

function isAskedFor(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return asksForSomething(value);
  if (Array.isArray(value)) return value.some((item) => isAskedFor(item, [name, ...rest]));
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return false;
  return isAskedFor((value as Readonly<Record<string, unknown>>)[name], rest);
}

function asksForSomething(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(asksForSomething);
  return value !== undefined && value !== null && value !== "" && value !== false;
}
