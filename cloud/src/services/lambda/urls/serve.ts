import { createHash } from "node:crypto";
import type { Scope } from "../../../core/arns.ts";
import { anonymous, type Caller } from "../../../core/caller.ts";
import { type Clock, Stopwatch } from "../../../core/clock.ts";
import { AwsError } from "../../../core/errors.ts";
import { functionErrorWhy } from "../../../core/function-error.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Authorization } from "../../../core/ports/authorization.ts";
import type { Trace, TraceEvent } from "../../../core/ports/trace.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Why } from "../../../core/why.ts";
import { type Authentication, isSigned } from "../../../wire/authentication.ts";
import { BodyTooLargeError, type HttpRequest, type HttpResponse, readBody } from "../../../wire/http.ts";
import type { InvocationResult } from "../environments/invocation-run.ts";
import { functionArn } from "../functions/names.ts";
import type { DispatchedInvocation, Dispatcher, Target } from "../invocation/dispatcher.ts";
import { invokeStreaming } from "../invocation/streaming.ts";
import { REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import { internal, requestTooLarge } from "../shared/errors.ts";
import { answerHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import { urlEvent } from "./event.ts";
import { targetOf } from "./manager.ts";
import { badGateway, forbidden, refusalResponse, unknownUrl } from "./refusal.ts";
import { UnusableAnswerError, urlResponse } from "./response.ts";
import type { UrlStore } from "./store.ts";
import { streamedResponse } from "./streamed.ts";
import type { FunctionUrl } from "./url.ts";

/** Which address was called, and the raw path below it. */
export interface UrlTarget {
  readonly urlId: string;
  /** Percent-encoding untouched. */
  readonly path: string;
}

/** Never throws: every failure is an answer of the service. */
export type ServeUrl = (request: HttpRequest, target: UrlTarget) => Promise<HttpResponse>;

interface Options {
  readonly urls: Pick<UrlStore, "find">;
  readonly dispatcher: Pick<Dispatcher, "find" | "invoke">;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, "uuid">;
  readonly scope: Scope;
  readonly trace: Trace;
  readonly logger: Logger;
}

/** One call on its way. */
interface Call {
  readonly request: HttpRequest;
  readonly target: UrlTarget;
  readonly watch: Stopwatch;
  /** What decides at the moment. */
  step: string;
  who: string;
  url: FunctionUrl | undefined;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export function createServeUrl(options: Options): ServeUrl {
  return async (request, target) => {
    const call: Call = {
      request,
      target,
      watch: new Stopwatch(),
      step: "url",
      who: "anonymous",
      url: undefined,
    };
    try {
      const { response, ended } = await answer(options, call);
      if (ended === undefined) recordAnswered(options, call, response);
      else
        ended
          .then((why) => recordAnswered(options, call, response, why))
          .catch((error: unknown) => {
            options.logger.error({ err: error }, "A streamed answer of a function URL ended unexpectedly.");
          });
      return withCommonHeaders(response, call);
    } catch (error) {
      const refusal = refusalOf(options, error);
      const { status, code, message, why } = refusal;
      record(options, call, {
        verdict: status < 500 ? "deny" : "error",
        ...(why === undefined ? {} : { why: { ...why, by: { ...namesOf(options, call), ...why.by } } }),
        from: { ip: request.sourceIp, userAgent: request.headers["user-agent"] ?? "" },
        wire: { status, code, message },
      });
      return withCommonHeaders(refusalResponse(refusal, request.requestId), call);
    }
  };
}

/** An answer, or the beginning of one that goes on. */
interface Answer {
  readonly response: HttpResponse;
  /** Settles when a streamed answer is complete: why it is not, or nothing. */
  readonly ended?: Promise<Why | undefined>;
}

async function answer(options: Options, call: Call): Promise<Answer> {
  const { request, target } = call;
  const url = options.urls.find(target.urlId);
  const reference = url === undefined ? undefined : targetOf(url);
  const found = reference === undefined ? undefined : options.dispatcher.find(reference);
  if (url === undefined || found === undefined) {
    throw unknownUrl().because({ rule: "LAM-20", reason: "url-unknown", had: { url: target.urlId } });
  }
  call.url = url;
  if (url.cors !== undefined && isPreflight(request)) {
    call.step = "cors";
    return { response: { status: 200, headers: preflightHeaders(url.cors, request), body: "" } };
  }
  const body = await bodyOf(request);
  call.step = "authenticate";
  const caller = callerOf(options, url, { request, body });
  call.who = "arn" in caller ? caller.arn : "anonymous";
  call.step = "authorize";
  // LAM-37: before either way to run it.
  assertMayCall(options, { url, found, caller, request });
  call.step = "invoke";
  const { invokeMode } = url;
  return invoke(options, call, { found, caller, body, invokeMode });
}

async function bodyOf(request: HttpRequest): Promise<Buffer> {
  try {
    return await readBody(request, REQUEST_LIMIT_BYTES);
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw tooLarge();
    throw error;
  }
}

function tooLarge(): AwsError {
  return requestTooLarge().because({ reason: "body-too-large", asked: { bytes: REQUEST_LIMIT_BYTES } });
}

/** LAM-21: with AWS_IAM only a signature for Lambda says who calls; with NONE nothing does. */
function callerOf(
  { authentication }: Options,
  { authType }: FunctionUrl,
  { request, body }: { readonly request: HttpRequest; readonly body: Buffer },
): Caller {
  if (authType === "NONE") return anonymous;
  if (!isSigned(request)) throw forbidden().because({ rule: "LAM-21", reason: "url-wants-signature" });
  return authentication.authenticate({
    request,
    signingNames: ["lambda"],
    protocol: "rest-json",
    payloadHash: createHash("sha256").update(body).digest("hex"),
  }).caller;
}

interface Admission {
  readonly url: FunctionUrl;
  readonly found: Target;
  readonly caller: Caller;
  readonly request: HttpRequest;
}

/**
 * LAM-22: both actions must be allowed, whoever calls: AWS asks them of every URL made since October 2025.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function assertMayCall(options: Options, { url, found, caller, request }: Admission): void {
  const arn = functionArn(options.scope, targetOf(url));
  const questions = [
    {
      action: "lambda:InvokeFunctionUrl",
      context: { "lambda:FunctionUrlAuthType": url.authType, "lambda:FunctionArn": arn },
    },
    { action: "lambda:InvokeFunction", context: { "lambda:InvokedViaFunctionUrl": "true" } },
  ];
  for (const { action, context } of questions) {
    const { headers, sourceIp } = request;
    const decision = options.authorization.decide({
      caller,
      action,
      resource: arn,
      context,
      request: { sourceIp, userAgent: headers["user-agent"], referer: headers["referer"] },
      resourcePolicy: found.policy,
    });
    if (decision.allowed) continue;
    const isClosed = url.authType === "NONE" && decision.explicitDeny !== true;
    if (isClosed) {
      throw forbidden().because({
        rule: "LAM-22",
        reason: "url-not-open",
        asked: { action, resource: arn },
      });
    }
    throw decision.why === undefined ? forbidden() : forbidden().because(decision.why);
  }
}

interface Admitted extends Pick<FunctionUrl, "invokeMode"> {
  readonly found: Target;
  readonly caller: Caller;
  readonly body: Buffer;
}

async function invoke(
  options: Options,
  { request, target }: Call,
  { found, caller, body, invokeMode }: Admitted,
): Promise<Answer> {
  const time = options.clock.now();
  const { scope } = options;
  const payload = urlEvent(
    { request, ...target, caller, time, traceRoot: traceRoot(options, time), scope },
    body,
  );
  if (Buffer.byteLength(payload) > REQUEST_LIMIT_BYTES) throw tooLarge();
  const invocation = { payload, requestId: request.requestId };
  try {
    if (invokeMode === "RESPONSE_STREAM") return await stream(options, found, invocation);
    const result = await options.dispatcher.invoke(found, invocation);
    if (result.functionError) throw failed(found, result);
    return { response: urlResponse(result.payload) };
  } catch (error) {
    if (!(error instanceof UnusableAnswerError)) throw error;
    throw badGateway().because({ reason: "function-answer-malformed", had: { fault: error.message } });
  }
}

/** A function that answers in one piece is not asked for status and headers: its answer is the body. */
async function stream(
  { dispatcher }: Options,
  found: Target,
  invocation: DispatchedInvocation,
): Promise<Answer> {
  const { response, result } = await invokeStreaming(dispatcher, found, invocation);
  const streamed = response === undefined ? undefined : await streamedResponse(response, result);
  if (streamed !== undefined) {
    const ended = result.then((end) => (end.functionError ? whyFailed(found, end) : undefined));
    return { response: streamed, ended };
  }
  const complete = await result;
  if (complete.functionError) throw failed(found, complete);
  const headers = { "Content-Type": "application/json" };
  return { response: { status: 200, headers, body: complete.payload } };
}

function failed(found: Target, result: InvocationResult): AwsError {
  return badGateway().because(whyFailed(found, result));
}

function whyFailed({ invokedArn }: Target, { payload }: InvocationResult): Why {
  return functionErrorWhy(invokedArn, payload);
}

function traceRoot({ randomness }: Options, time: number): string {
  const random = randomness.uuid().replaceAll("-", "").slice(0, 24);
  return `Root=1-${Math.floor(time / 1000).toString(16)}-${random}`;
}

function refusalOf({ logger }: Options, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  logger.error({ err: error }, "A call of a function URL failed unexpectedly.");
  return internal();
}

function withCommonHeaders(response: HttpResponse, { request, url }: Call): HttpResponse {
  const cors = answerHeaders(url?.cors, request);
  return {
    ...response,
    headers: {
      ...response.headers,
      "x-amzn-RequestId": request.requestId,
      ...(isPreflight(request) ? {} : cors),
    },
  };
}

function namesOf({ scope }: Options, { url, target }: Call): Record<string, string> {
  return url === undefined
    ? { url: target.urlId }
    : { url: target.urlId, function: functionArn(scope, targetOf(url)) };
}

function recordAnswered(options: Options, call: Call, { status }: HttpResponse, why?: Why): void {
  const wire = { status, code: "", message: "" };
  if (why === undefined) record(options, call, { verdict: "allow", wire });
  else record(options, call, { verdict: "error", why, wire });
}

function record(
  options: Options,
  call: Call,
  more: Pick<TraceEvent, "verdict" | "why" | "from" | "wire">,
): void {
  options.trace.record({
    request: call.request.requestId,
    service: "lambda-url",
    operation: `${call.request.method} ${call.target.path}`,
    who: call.who,
    step: call.step,
    ms: call.watch.lap(),
    ...more,
  });
}
