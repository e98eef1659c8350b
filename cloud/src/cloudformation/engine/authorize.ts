import type { Caller, RoleCaller } from "../../core/caller.ts";
import { AwsError } from "../../core/errors.ts";
import type { Question } from "../../core/ports/authorization.ts";
import type { ApiCall, ResourceChange, ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Asker } from "../../wire/operation.ts";
import { contextOf as questionContext } from "../../wire/pipeline.ts";
import type { ServiceInstance } from "../../wire/service-module.ts";
import type { ResourceRecord } from "./records.ts";
import { contextOf, type StackOperation } from "./stack-operation.ts";

/** What CloudFormation says of the calls it makes for somebody. */
const ON_BEHALF = {
  "aws:CalledVia": "cloudformation.amazonaws.com",
  "aws:CalledViaFirst": "cloudformation.amazonaws.com",
  "aws:CalledViaLast": "cloudformation.amazonaws.com",
  "aws:ViaAWSService": "true",
};

/** Session name of the service role. */
export const SERVICE_SESSION = "AWSCloudFormation";

/**
 * CFN-RIGHTS: a stack makes, changes and deletes a resource only when its caller, or the role it was given,
 * may make the calls of the API that this stands for.
 * @throws AwsError AccessDenied
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
 */
export function assertMayChange(
  operation: StackOperation,
  provider: ResourceProvider,
  { record, change }: { readonly record: ResourceRecord; readonly change: ResourceChange },
): void {
  const context = contextOf(operation, record);
  const asker: Asker = { caller: context.caller, scope: context.scope };
  for (const call of provider.calls(context, change)) {
    const type = "serviceOf" in call ? call.serviceOf : undefined;
    const service = operation.deps.serviceOf(type ?? provider.type);
    for (const question of questionsOf(service, call, asker))
      assertAllowed(operation, { service, question, asker });
  }
}

/**
 * CFN-STORED, CFN-INCLUDE: what a template reads of other services, it reads for somebody who may.
 * @throws AwsError AccessDenied
 */
export function assertMay(
  authorization: StackOperation["deps"]["authorization"],
  caller: Caller,
  question: Question,
): void {
  const keys = questionContext({}, question);
  const decision = authorization.decide({
    ...question,
    caller,
    context: () => ({ ...(typeof keys === "function" ? keys() : keys), ...onBehalfOf(caller) }),
  });
  if (decision.allowed) return;
  const error = new AwsError("AccessDenied", decision.message || "Access Denied", 403);
  throw decision.why === undefined ? error : error.because(decision.why);
}

function questionsOf(
  service: ServiceInstance["http"],
  call: ApiCall | Question,
  asker: Asker,
): Iterable<Question> {
  if ("action" in call) return [call];
  const operation = service?.operations?.find(({ name }) => name === call.operation);
  if (operation?.authorize === undefined) throw new Error(`No service asks what ${call.operation} needs`);
  return operation.authorize(call.input as never, asker);
}

function assertAllowed(
  { deps }: StackOperation,
  {
    service,
    question,
    asker,
  }: { readonly service: ServiceInstance["http"]; readonly question: Question; readonly asker: Asker },
): void {
  const { action, resource, resourcePolicy, trust } = question;
  const keys = questionContext(service ?? {}, question);
  const decision = deps.authorization.decide({
    caller: asker.caller,
    action,
    resource,
    resourcePolicy,
    trust,
    context: () => ({ ...(typeof keys === "function" ? keys() : keys), ...onBehalfOf(asker.caller) }),
  });
  if (decision.allowed) return;
  const error = new AwsError("AccessDenied", decision.message, 403);
  throw decision.why === undefined ? error : error.because(decision.why);
}

/** The session of a service role is CloudFormation's own: it acts for nobody else. */
function onBehalfOf(caller: Caller): Partial<typeof ON_BEHALF> {
  return caller.kind === "role" && isServiceSession(caller) ? {} : ON_BEHALF;
}

function isServiceSession({ accessKeyId, sessionName }: RoleCaller): boolean {
  return accessKeyId === "" && sessionName === SERVICE_SESSION;
}
