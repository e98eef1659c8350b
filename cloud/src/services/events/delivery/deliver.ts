import type { RoleCaller, ServiceCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Authorization } from "../../../core/ports/authorization.ts";
import type { RoleAssumer, RoleFinder } from "../../../core/ports/credentials.ts";
import { serviceSession } from "../../../core/role-session.ts";
import { callTarget, sendDeadLetter, type TargetPorts } from "../../../core/target-calls.ts";
import type { Abandoned } from "../../../store/outbox.ts";
import { decided } from "../buses/decision.ts";
import { putQuestion } from "../buses/questions.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";
import type { EventsContext } from "../shared/context.ts";
import { busInArn } from "../shared/names.ts";
import type { Delivery } from "../shared/outgoing.ts";
import { deadLetterCode } from "./error-code.ts";
import { isoSeconds } from "./event.ts";
import { route } from "./route.ts";
import { targetInput } from "./target-input.ts";

export interface DeliveryPorts extends TargetPorts {
  readonly roleAssumer: Pick<RoleAssumer, "whyNot">;
  readonly roles: RoleFinder;
  readonly authorization: Authorization;
}

/**
 * One attempt to bring an event to a target.
 * @throws AwsError when the target refuses
 */
export function deliver(events: EventsContext, ports: DeliveryPorts, delivery: Delivery): void {
  const { target, ruleArn, ruleName, event } = delivery;
  const ingestedAt = isoSeconds(delivery.ingestedAt);
  const input = targetInput(target, { text: event, ruleArn, ruleName, ingestedAt });
  if (input === undefined) {
    throw new AwsError(
      "INVALID_JSON",
      "The InputTransformer of the target makes no valid JSON, or too much of it.",
    );
  }
  const caller = callerOf(events, ports, delivery);
  if (busInArn(target.Arn, events.scope) !== undefined) forward(events, ports, delivery, caller);
  else {
    const groupId = target.SqsParameters?.MessageGroupId;
    callTarget(ports, { targetArn: target.Arn, input, caller, groupId });
  }
}

/** Leaves what was not delivered at the target's dead-letter queue. @throws AwsError when that refuses */
export function leaveDeadLetter(
  { scope }: Pick<EventsContext, "scope">,
  ports: DeliveryPorts,
  { target, event, ruleArn }: Delivery,
  { error, retryAttempts, condition }: Abandoned,
): void {
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return;
  sendDeadLetter(ports, serviceCaller(scope.accountId, ruleArn), {
    queueArn,
    body: event,
    attributes: {
      RULE_ARN: ruleArn,
      TARGET_ARN: target.Arn,
      ERROR_CODE: deadLetterCode(error),
      ERROR_MESSAGE: error.message,
      EXHAUSTED_RETRY_CONDITION: condition,
      RETRY_ATTEMPTS: String(retryAttempts),
    },
  });
}

/** EVT-6: a target's role acts where there is one, else the service, for the rule. */
function callerOf(
  events: EventsContext,
  { roleAssumer, roles }: DeliveryPorts,
  { target: { RoleArn }, ruleArn, ruleName }: Delivery,
): ServiceCaller | RoleCaller {
  const { scope } = events;
  if (RoleArn === undefined) return serviceCaller(scope.accountId, ruleArn);
  const acting = { roleArn: RoleArn, service: SERVICE_PRINCIPAL, sourceArn: ruleArn, sessionName: ruleName };
  return serviceSession(
    { roleAssumer, roles, scope },
    { ...acting, rule: "EVT-6" },
    () => new AwsError("FAILED_TO_ASSUME_ROLE", `EventBridge is not authorized to assume role ${RoleArn}.`),
  );
}

function serviceCaller(accountId: string, sourceArn: string): ServiceCaller {
  return { kind: "service", service: SERVICE_PRINCIPAL, sourceArn, sourceAccount: accountId };
}

/** The event keeps its id; a bus that is gone takes it as a bus that never was: silently. */
function forward(
  events: EventsContext,
  ports: DeliveryPorts,
  { target, eventId, event, isForwarded }: Delivery,
  caller: ServiceCaller | RoleCaller,
): void {
  const { source, "detail-type": detailType } = JSON.parse(event) as Record<string, string>;
  const question = putQuestion(events, target.Arn, { source, detailType, isFromBus: true });
  decided(events, ports.authorization, caller, question);
  if (isForwarded) {
    throw new AwsError("THIRD_ACCOUNT_HOP_DETECTED", "An event of another bus is not sent to a third one.");
  }
  const bus = busInArn(target.Arn, events.scope);
  if (bus === undefined || events.buses.find(bus) === undefined) return;
  route(events, bus, { eventId, event, isForwarded: true });
}
