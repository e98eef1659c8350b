import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import type { EventsContext } from "../shared/context.ts";
import { busArn, busInArn, busNameOf } from "../shared/names.ts";

export interface PutFacts {
  readonly source: string | undefined;
  readonly detailType: string | undefined;
  /** A rule of another bus sends it. */
  readonly isFromBus: boolean;
}

/** EVT-2: whether the caller's policies, or the bus's own, let the caller put such an event on the bus. */
export function putQuestion(
  events: EventsContext,
  arn: string,
  { source, detailType, isFromBus }: PutFacts,
): Question {
  return busQuestion(events, "PutEvents", arn, {
    "events:eventBusInvocation": String(isFromBus),
    ...(source === undefined ? {} : { "events:source": source }),
    ...(detailType === undefined ? {} : { "events:detail-type": detailType }),
  });
}

export function busQuestion(
  events: EventsContext,
  action: string,
  arn: string,
  context: ConditionContext = {},
): Question {
  const name = busInArn(arn, events.scope);
  return {
    action: `events:${action}`,
    resource: arn,
    resourcePolicy: name === undefined ? undefined : events.buses.find(name)?.policy,
    context,
  };
}

/** The one question of most operations on buses. */
export function onBus<Input extends { readonly Name?: string | undefined }>(
  events: EventsContext,
  action: string,
): (input: Input, asker: Asker) => readonly Question[] {
  return ({ Name }) => [busQuestion(events, action, arnOf(events, Name))];
}

/** ARN of a bus that is named by name or ARN. */
export function arnOf({ scope }: Pick<EventsContext, "scope">, nameOrArn: string | undefined): string {
  const name = busNameOf(nameOrArn, scope);
  return name.startsWith("arn:") ? name : busArn(scope, name);
}
