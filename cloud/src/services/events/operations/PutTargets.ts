import { isOfOtherAccount } from "../../../core/arns.ts";
import { AwsError } from "../../../core/errors.ts";
import type { PutTargetsRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation, Question } from "../../../wire/operation.ts";
import { ruleKeyOf } from "../rules/manager.ts";
import { onTargetsOf } from "../rules/questions.ts";
import { putTargets, TARGET_MEMBERS_UNSUPPORTED } from "../rules/targets.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";
import type { EventsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export function PutTargets(events: EventsContext): Operation<PutTargetsRequest> {
  const onRule = onTargetsOf<PutTargetsRequest>(events, "PutTargets", ({ Targets }) => ({
    "events:TargetArn": Targets.map(({ Arn }) => Arn),
  }));
  return {
    name: "PutTargets",
    unsupportedMembers: TARGET_MEMBERS_UNSUPPORTED,
    *authorize(input) {
      yield* onRule(input);
      const roles = input.Targets.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn]));
      for (const role of new Set(roles)) yield passRole(events, role);
    },
    run: ({ Rule, EventBusName, Targets }) => {
      putTargets(events, ruleKeyOf(events, { Name: Rule, EventBusName }), Targets);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
}

/** EVT-8: only who may pass a role gives it to a target; nobody gives one of another account. */
function passRole({ scope }: EventsContext, role: string): Question {
  if (isOfOtherAccount(role, scope)) {
    throw new AwsError("AccessDeniedException", "Cross-account pass role is not allowed.");
  }
  return {
    action: "iam:PassRole",
    resource: role,
    context: { "iam:PassedToService": SERVICE_PRINCIPAL },
  };
}
