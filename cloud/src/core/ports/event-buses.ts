import type { Caller } from "../caller.ts";
import type { Decision } from "./authorization.ts";

export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
  /** ARNs. */
  readonly resources?: readonly string[];
  /** Epoch milliseconds; now when left out. */
  readonly time?: number;
}

/**
 * What other services need of EventBridge. Whoever puts events is decided about as a caller over the
 * network is: by identity policies and the bus's own.
 */
export interface EventBuses {
  /** Whether there is such a bus here. */
  has(busArn: string): boolean;
  /** About `events:PutEvents`. */
  decide(caller: Caller, busArn: string): Decision;
  /**
   * Once it returns, the event is durable and on its way to the targets of every rule that matches.
   * @returns the event id. @throws AwsError when the bus refuses the caller
   */
  put(caller: Caller, busArn: string, event: BusEvent): string;
  /** An event that an AWS service tells of itself; it comes on the default bus and needs no permission. */
  announce(event: BusEvent): void;
}
