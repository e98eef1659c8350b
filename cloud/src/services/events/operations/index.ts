import type { AnyOperation } from "../../../wire/operation.ts";
import type { EventsContext } from "../shared/context.ts";
import { CreateEventBus } from "./CreateEventBus.ts";
import { DeleteEventBus } from "./DeleteEventBus.ts";
import { DeleteRule } from "./DeleteRule.ts";
import { DescribeEventBus } from "./DescribeEventBus.ts";
import { DescribeRule } from "./DescribeRule.ts";
import { DisableRule } from "./DisableRule.ts";
import { EnableRule } from "./EnableRule.ts";
import { ListEventBuses } from "./ListEventBuses.ts";
import { ListRuleNamesByTarget } from "./ListRuleNamesByTarget.ts";
import { ListRules } from "./ListRules.ts";
import { ListTagsForResource } from "./ListTagsForResource.ts";
import { ListTargetsByRule } from "./ListTargetsByRule.ts";
import { PutEvents } from "./PutEvents.ts";
import { PutPermission } from "./PutPermission.ts";
import { PutRule } from "./PutRule.ts";
import { PutTargets } from "./PutTargets.ts";
import { RemovePermission } from "./RemovePermission.ts";
import { RemoveTargets } from "./RemoveTargets.ts";
import { TagResource } from "./TagResource.ts";
import { TestEventPattern } from "./TestEventPattern.ts";
import { UntagResource } from "./UntagResource.ts";
import { UpdateEventBus } from "./UpdateEventBus.ts";

/** Every operation that is served; what else AWS has is refused by name. */
export function eventsOperations(events: EventsContext): readonly AnyOperation[] {
  return [
    CreateEventBus(events),
    DeleteEventBus(events),
    DeleteRule(events),
    DescribeEventBus(events),
    DescribeRule(events),
    DisableRule(events),
    EnableRule(events),
    ListEventBuses(events),
    ListRuleNamesByTarget(events),
    ListRules(events),
    ListTagsForResource(events),
    ListTargetsByRule(events),
    PutEvents(events),
    PutPermission(events),
    PutRule(events),
    PutTargets(events),
    RemovePermission(events),
    RemoveTargets(events),
    TagResource(events),
    TestEventPattern(),
    UntagResource(events),
    UpdateEventBus(events),
  ];
}
