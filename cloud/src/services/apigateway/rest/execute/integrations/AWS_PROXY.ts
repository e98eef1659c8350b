import type { AdministratorCaller, RoleCaller, ServiceCaller } from "../../../../../core/caller.ts";
import { functionErrorWhy } from "../../../../../core/function-error.ts";
import type { InvocationOutcome } from "../../../../../core/ports/function-invoker.ts";
import { serviceSession } from "../../../../../core/role-session.ts";
import type { HttpResponse } from "../../../../../wire/http.ts";
import { functionArnOf } from "../../../shared/function-uri.ts";
import { CALLER_CREDENTIALS, LAMBDA_PAYLOAD_LIMIT_BYTES, LAMBDA_SERVICE_PRINCIPAL } from "../../constants.ts";
import { proxyEvent } from "../event/event.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { REFUSALS, type RefusalRow, refuse } from "../invocation/refusal.ts";
import { traceHeader } from "../response/headers.ts";
import { fromProxyResponse } from "../response/proxy-response.ts";
import type { FunctionIntegration, Integrate, IntegrationInput } from "./integration-input.ts";

/**
 * Hands the call to a function as the proxy event and its answer to the client.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function awsProxy(input: IntegrationInput): Integrate | undefined {
  const { integration, variables } = input;
  // Lambda is invoked by POST whatever the client's method is.
  if (integration.httpMethod !== "POST") return undefined;
  const functionArn = functionArnOf(integration.uri ?? "", variables);
  if (functionArn === undefined) return undefined;
  return (invocation) => invoke(invocation, { functionArn, ...input });
}

async function invoke(invocation: ApiInvocation, target: FunctionIntegration): Promise<HttpResponse> {
  const { context } = invocation;
  const pending = invocation.body();
  const body = pending instanceof Promise ? await pending : pending;
  const payload = proxyEvent(invocation, body);
  if (isOver(LAMBDA_PAYLOAD_LIMIT_BYTES, payload)) {
    throw refuse(REFUSALS.lambdaPayloadTooLarge).because({
      rule: "APIGW-3",
      reason: "body-too-large",
      asked: { bytes: LAMBDA_PAYLOAD_LIMIT_BYTES },
    });
  }
  invocation.functionArn = target.functionArn;
  const startedAt = context.clock.now();
  const outcome = await context.functionInvoker.invoke({
    functionArn: target.functionArn,
    payload,
    caller: callerOf(invocation, target),
    waitMs: target.integration.timeoutInMillis,
    cause: invocation.request.requestId,
  });
  invocation.integrationLatency = context.clock.now() - startedAt;
  return answer(invocation, target, outcome);
}

/** A character takes three bytes of UTF-8 at most, so short texts are not measured. */
function isOver(limitBytes: number, text: string): boolean {
  if (text.length * 3 <= limitBytes) return false;
  return text.length > limitBytes || Buffer.byteLength(text) > limitBytes;
}

function answer(
  invocation: ApiInvocation,
  target: FunctionIntegration,
  outcome: InvocationOutcome,
): HttpResponse {
  switch (outcome.kind) {
    case "success": {
      invocation.integrationStatus = 200;
      const response = fromProxyResponse(invocation, outcome.payload);
      return {
        ...response,
        headers: { ...response.headers, "X-Amzn-Trace-Id": traceHeader(invocation) },
      };
    }
    case "function-error":
      invocation.integrationStatus = 200;
      throw refuse(REFUSALS.badIntegrationAnswer, "The function failed").because(
        functionErrorWhy(target.functionArn, outcome.payload),
      );
    case "wait-exceeded":
      throw refuse(REFUSALS.integrationTimeout).because({
        reason: "integration-timeout",
        by: { function: target.functionArn, milliseconds: target.integration.timeoutInMillis },
      });
    case "refused":
      invocation.context.logger.warn({ code: outcome.code }, `Lambda refused: ${outcome.message}`);
      throw refuse(refusedRow(outcome.code), outcome.code).because(outcome.why);
  }
}

const REFUSED: ReadonlyMap<string, RefusalRow> = new Map<string, RefusalRow>([
  ["RequestTooLargeException", REFUSALS.lambdaPayloadTooLarge],
]);

function refusedRow(code: string): RefusalRow {
  return REFUSED.get(code) ?? REFUSALS.integrationConfiguration;
}

/** Name of the sessions in which API Gateway calls functions. */
const SESSION_NAME = "BackplaneAssumeRoleSession";

/**
 * Who calls the function: API Gateway itself, a session of the role that the integration names, or whoever
 * signed the request. The service tells no `aws:SourceArn` when it assumes the role.
 * @throws GatewayRefusal 500 when the role is gone or does not trust API Gateway
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-credentials
 */
function callerOf(
  invocation: ApiInvocation,
  target: FunctionIntegration,
): ServiceCaller | RoleCaller | AdministratorCaller {
  const { context, stage, method } = invocation;
  const { credentials: roleArn } = target.integration;
  if (roleArn === undefined) {
    return {
      kind: "service",
      service: LAMBDA_SERVICE_PRINCIPAL,
      sourceArn: `${stage.arn}/${method}${target.resourcePath}`,
      sourceAccount: context.scope.accountId,
    };
  }
  if (roleArn === CALLER_CREDENTIALS) return signerOf(invocation);
  // APIGW-20: the role has to trust the service at every call; its policies are asked by Lambda.
  const acting = { roleArn, service: LAMBDA_SERVICE_PRINCIPAL, sessionName: SESSION_NAME, rule: "APIGW-20" };
  return serviceSession(context, acting, () => {
    const text = `API Gateway does not have permission to assume the provided role ${roleArn}`;
    context.logger.warn({ role: roleArn }, `Execution failed due to configuration error: ${text}`);
    return refuse(REFUSALS.integrationConfiguration, text);
  });
}

/** APIGW-20: such a method is AWS_IAM, so somebody signed the request. */
function signerOf({ signer }: ApiInvocation): RoleCaller | AdministratorCaller {
  if (signer === undefined)
    throw new Error("An integration has the caller's credentials, and nobody signed.");
  return signer;
}
