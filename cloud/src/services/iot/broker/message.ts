export type Qos = 0 | 1;

/** A message on its way through the broker. */
export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: Qos;
  /** As published; deliveries to live subscriptions carry it cleared. */
  readonly retain: boolean;
}
