/** A client that is connected to the MQTT broker. Nothing of what it says is kept. */
export interface MqttConnection {
  readonly clientId: string;
  /** Principal ARN, or the name of an identity of the broker's own. */
  readonly who: string;
  readonly transport: MqttTransport;
  readonly sourceIp: string;
  /** Epoch milliseconds by the cloud's clock. */
  readonly since: number;
  /** Topic filters of its session. */
  readonly filters: readonly string[];
}

export type MqttTransport = "TCP" | "TLS" | "WebSocket";

/** Tells who is connected just now, newest first. */
export interface MqttConnections {
  connections(): readonly MqttConnection[];
}
