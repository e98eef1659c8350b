/** As version 2 and EventBridge name them. */
export const EVENT_TYPES = [
  "SEND",
  "REJECT",
  "BOUNCE",
  "COMPLAINT",
  "DELIVERY",
  "OPEN",
  "CLICK",
  "RENDERING_FAILURE",
  "DELIVERY_DELAY",
  "SUBSCRIPTION",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Where a configuration set tells of what became of its mails. */
export interface EventDestination {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly types: readonly EventType[];
  readonly to: {
    /** A topic of SNS, or the default bus of EventBridge. */
    readonly kind: "topic" | "bus";
    readonly arn: string;
  };
}
