export type Qos = 0 | 1;

/** A message on its way through the broker. */
export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: Qos;
  /** As published; deliveries to live subscriptions carry it cleared. */
  readonly retain: boolean;
}

/** A message arrives with the lower of the publisher's and the subscriber's QoS. */
export const lowerQos = (a: Qos, b: Qos): Qos => (a === 0 || b === 0 ? 0 : 1);

/** Who published a message, as rules are told. */
export interface MessageOrigin {
  /** Undefined when it did not come over MQTT. */
  readonly clientId: string | undefined;
  readonly principal: string;
  readonly sourceIp: string;
  /** Id of the request that published it, for the trace. */
  readonly cause: string | undefined;
  /** How many rules handed it on. */
  readonly hops: number;
}
