import type { AdministratorCaller, RoleCaller, ServiceCaller } from "../../../../../core/caller.ts";
import { serviceSession } from "../../../../../core/role-session.ts";
import { CALLER_CREDENTIALS, LAMBDA_SERVICE_PRINCIPAL } from "../../constants.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { REFUSALS, refuse } from "../invocation/refusal.ts";
import type { FunctionIntegration } from "./integration-input.ts";

/** Name of the sessions in which API Gateway calls functions. */
const SESSION_NAME = "BackplaneAssumeRoleSession";

/**
 * Who calls the function: API Gateway itself, a session of the role that the integration names, or whoever
 * signed the request. The service tells no `aws:SourceArn` when it assumes the role.
 * @throws GatewayRefusal 500 when the role is gone or does not trust API Gateway
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-credentials
 */
export function callerOf(
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
