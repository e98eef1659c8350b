import type { Outbox, RetryLimits } from "../../../store/outbox.ts";
import type { Target } from "../../../wire/models/generated/events.types.ts";

/** An event on its way to one target of a rule that it matched. */
export interface Delivery extends RetryLimits {
  readonly eventId: string;
  /** JSON text of the event. */
  readonly event: string;
  /** Epoch milliseconds. */
  readonly ingestedAt: number;
  /** It came from another bus: it does not go to a third one. */
  readonly isForwarded: boolean;
  /** Epoch milliseconds of the time of the rule's schedule; undefined for an event that matched. */
  readonly scheduledAt?: number;
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly target: Target;
}

export type Outgoing = Outbox<Delivery>;
