import type { Duplex } from "node:stream";
import mqtt, {
  type IConnectPacket,
  type IPublishPacket,
  type ISubscribePacket,
  type IUnsubscribePacket,
  type Packet,
} from "mqtt-packet";
import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { MqttConnection, MqttTransport } from "../../../core/ports/mqtt-connections.ts";
import type { Why } from "../../../core/why.ts";
import type { MqttCredentials } from "../principals/password.ts";
import type { IotPrincipal } from "../principals/principal.ts";
import type { IotAction, IotConditions, IotQuestion } from "../principals/question.ts";
import { CONNECT_TIMEOUT_SECONDS, MAX_PACKET_BYTES, SLOW_CONNECTION_BYTES } from "../shared/constants.ts";
import type { Broker } from "./broker.ts";
import { connectConditions, connectProblem, keepAliveSeconds, RETURN_CODES } from "./connect-rules.ts";
import { type ConnectionTrace, explained } from "./connection-trace.ts";
import { PacketFramer } from "./framing.ts";
import type { LifecycleEvents } from "./lifecycle.ts";
import type { Message, MessageOrigin, Qos } from "./message.ts";
import { formatProblem } from "./packet-format.ts";
import { publishProblem, subscribeProblem, unsubscribeProblem } from "./packet-rules.ts";
import { type Session, type SessionLink, TAKEN_OVER } from "./session.ts";

/** Says who a CONNECT packet is; undefined refuses it. */
export type Identify = (credentials: MqttCredentials) => IotPrincipal | undefined;

export interface ConnectionOptions {
  readonly broker: Broker;
  readonly identify: Identify;
  readonly lifecycle: LifecycleEvents;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sourceIp: string;
  readonly transport: MqttTransport;
  readonly trace?: ConnectionTrace;
}

const SUBACK_FAILURE = 0x80;
/** First byte of every CONNECT packet. */
const CONNECT_BYTE = 0x10;

const CONNECT_FAULTS: ReadonlyMap<number, string> = new Map([
  [RETURN_CODES.notAuthorized, "credentials are missing or wrong, or the will breaks a limit"],
  [RETURN_CODES.identifierRejected, "that client id is not allowed"],
  [RETURN_CODES.unacceptableProtocol, "only MQTT 3.1.1 is spoken here"],
  [RETURN_CODES.unsupportedProtocolV5, "MQTT 5 is not supported here"],
]);

const FOREIGN_CLIENT_ID = "that client id belongs to a session of another identity";

/** One MQTT 3.1.1 connection: checks every packet against AWS's rules before the broker sees it. */
export class Connection implements SessionLink {
  readonly #options: ConnectionOptions;
  readonly #stream: Duplex;
  readonly #framer = new PacketFramer(MAX_PACKET_BYTES);
  readonly #parser = mqtt.parser();
  #principal: IotPrincipal | undefined;
  /** Who was known and may not connect. */
  #refused: IotPrincipal | undefined;
  /** The client id belongs to another identity. */
  #isForeignClientId = false;
  /** The trace has said why the connection closes. */
  #isExplained = false;
  #session: Session | undefined;
  #will: Message | undefined;
  #deadline: number;
  #connectedAt = 0;
  #keepAliveMs = 0;
  #hasBegun = false;
  #closed = false;

  constructor(stream: Duplex, options: ConnectionOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#deadline = options.clock.now() + CONNECT_TIMEOUT_SECONDS * 1000;
    this.#parser.on("packet", (packet) => this.#handle(packet));
    this.#parser.on("error", (error) => this.#fail(`malformed packet: ${error.message}`));
    stream.on("data", (bytes: Buffer) => this.#take(bytes));
    stream.on("error", () => this.#end());
    stream.on("close", () => this.#end());
    stream.on("end", () => this.#end());
  }

  get principal(): IotPrincipal {
    if (this.#principal === undefined) throw new Error("no principal before CONNECT");
    return this.#principal;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Who is there; undefined before CONNECT was accepted and after the end. */
  get described(): MqttConnection | undefined {
    const session = this.#session;
    if (session === undefined || this.#closed) return undefined;
    const { sourceIp, transport } = this.#options;
    return {
      clientId: session.clientId,
      who: this.principal.id,
      transport,
      sourceIp,
      since: this.#connectedAt,
      filters: [...session.subscriptions.keys()],
    };
  }

  /** Closes a connection that has been silent for too long. */
  closeIfSilent(now: number): void {
    if (now >= this.#deadline) this.#fail("keep alive exceeded");
  }

  drop(reason: string): void {
    this.#isExplained = true;
    if (reason === TAKEN_OVER) {
      this.#options.trace?.closed(
        { reason: "taken-over", asked: { client: this.#session?.clientId } },
        this.#principal?.id,
      );
    }
    this.#fail(reason);
  }

  sendQos0({ topic, payload, retain }: Message): void {
    // Delivery at most once: a client that does not read loses messages instead of our memory.
    if (this.#stream.writableLength > SLOW_CONNECTION_BYTES) return;
    this.#send({ cmd: "publish", topic, payload, retain, qos: 0, dup: false });
  }

  send({ topic, payload, retain }: Message, delivery: { messageId: number; dup: boolean }): void {
    this.#send({ cmd: "publish", topic, payload, retain, qos: 1, ...delivery });
  }

  #send(packet: Packet, protocolVersion: 4 | 5 = 4): void {
    if (!this.#stream.destroyed) this.#stream.write(mqtt.generate(packet, { protocolVersion }));
  }

  #take(bytes: Buffer): void {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      // Other protocols are told from their first byte: their "length" would keep us waiting.
      if (bytes[0] !== CONNECT_BYTE) {
        this.#fail("the first packet is not CONNECT");
        return;
      }
    }
    try {
      for (const packet of this.#framer.push(bytes)) {
        if (this.#closed) return;
        const problem = formatProblem(packet);
        if (problem === undefined) this.#parser.parse(packet);
        else this.#fail(`malformed packet: ${problem}`);
      }
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : "malformed packet");
    }
  }

  #handle(packet: Packet): void {
    if (this.#closed) return;
    this.#options.trace?.received();
    if (this.#keepAliveMs > 0) this.#deadline = this.#options.clock.now() + this.#keepAliveMs;
    const reason =
      this.#session === undefined ? this.#handleFirst(packet) : this.#handleConnected(this.#session, packet);
    if (reason !== undefined) this.#fail(reason);
  }

  /** @returns why the connection must close; undefined when it goes on. So do its siblings below. */
  #handleFirst(packet: Packet): string | undefined {
    if (packet.cmd !== "connect") return "the first packet is not CONNECT";
    const refusal = this.#connect(packet);
    if (refusal === undefined) {
      this.#options.trace?.connected(this.#session?.clientId ?? packet.clientId, this.principal);
      return undefined;
    }
    this.#traceRefusedConnect(packet, refusal);
    const isV5 = packet.protocolVersion === 5;
    const code = isV5 ? { reasonCode: refusal } : { returnCode: refusal };
    this.#send({ cmd: "connack", sessionPresent: false, ...code }, isV5 ? 5 : 4);
    return `CONNECT refused with ${refusal}`;
  }

  #handleConnected(session: Session, packet: Packet): string | undefined {
    switch (packet.cmd) {
      case "publish":
        return this.#publish(session, packet);
      case "puback":
        session.acknowledge(packet.messageId ?? 0);
        return undefined;
      case "subscribe":
        return this.#subscribe(session, packet);
      case "unsubscribe":
        return this.#unsubscribe(session, packet);
      case "pingreq":
        this.#send({ cmd: "pingresp" });
        return undefined;
      case "disconnect":
        this.#will = undefined;
        this.#end();
        return undefined;
      default:
        return `${packet.cmd} is not supported`;
    }
  }

  /** @returns the code that refuses the packet; undefined when the client is connected */
  #connect(packet: IConnectPacket): number | undefined {
    const problem = connectProblem(packet);
    if (problem !== undefined) return problem;
    const principal = this.#options.identify({ username: packet.username, password: packet.password });
    if (principal === undefined) return RETURN_CODES.notAuthorized;
    const asked = packet.clientId === "" ? this.#options.lifecycle.newClientId() : packet.clientId;
    const clientId = `${principal.clientIdPrefix ?? ""}${asked}`;
    const conditions = connectConditions(packet, clientId);
    // IOT-5: iot:Connect is asked for at every CONNECT.
    const allowed = principal.may({ action: "Connect", resource: `client/${clientId}`, conditions });
    if (!allowed) {
      this.#refused = principal;
      return RETURN_CODES.notAuthorized;
    }
    this.#principal = principal;
    if (!this.#open(clientId, packet.clean !== false)) {
      this.#isForeignClientId = true;
      return RETURN_CODES.notAuthorized;
    }
    this.#will = willOf(packet);
    this.#keepAliveMs = keepAliveSeconds(packet.keepalive ?? 0) * 1500;
    this.#connectedAt = this.#options.clock.now();
    this.#deadline = this.#connectedAt + this.#keepAliveMs;
    return undefined;
  }

  #traceRefusedConnect({ clientId }: IConnectPacket, code: number): void {
    this.#isExplained = true;
    const principal = this.#refused;
    const question = { action: "Connect", resource: `client/${clientId}`, conditions: {} } as const;
    const why: Why =
      principal === undefined
        ? {
            rule: this.#isForeignClientId ? "IOT-18" : "IOT-3",
            reason: "connect-refused",
            asked: { client: clientId },
            had: { fault: this.#isForeignClientId ? FOREIGN_CLIENT_ID : CONNECT_FAULTS.get(code) },
          }
        : explained("connect-refused", principal, question);
    this.#options.trace?.connectRefused(clientId, { code, why });
  }

  notDelivered(question: IotQuestion): void {
    this.#options.trace?.notDelivered(this.principal, question);
  }

  /** @returns false when the client id belongs to another identity */
  #open(clientId: string, clean: boolean): boolean {
    const { broker, lifecycle, sourceIp } = this.#options;
    const opened = broker.open({ clientId, clean, link: this });
    if (opened === undefined) return false;
    const { session, sessionPresent } = opened;
    this.#session = session;
    this.#send({ cmd: "connack", returnCode: 0, sessionPresent });
    session.resume();
    lifecycle.connected({ clientId, principalId: this.principal.id, sourceIp });
    return true;
  }

  #publish(session: Session, packet: IPublishPacket): string | undefined {
    const { topic, qos, retain } = packet;
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
    const problem = publishProblem({ topic, payload, qos });
    if (problem !== undefined) {
      this.#isExplained = true;
      this.#options.trace?.closed(
        { rule: "IOT-15", reason: "publish-over-limit", asked: { topic }, had: { fault: problem } },
        this.principal.id,
      );
      return problem;
    }
    const message: Message = { topic, payload, qos: qos === 1 ? 1 : 0, retain };
    // IOT-6: a publish that the policies do not allow closes the connection.
    if (!this.#mayPublish(session, message)) {
      this.#isExplained = true;
      return `not authorized to publish to ${topic}`;
    }
    this.#options.broker.publish(message, this.#origin(session));
    if (qos === 1) this.#send({ cmd: "puback", messageId: packet.messageId ?? 0 });
    return undefined;
  }

  /** Who publishes, as topic rules are told. */
  #origin({ clientId }: Session): MessageOrigin {
    const { userId = "", id } = this.principal;
    const { sourceIp, trace } = this.#options;
    return { clientId, principal: userId === "" ? id : userId, sourceIp, cause: trace?.id, hops: 0 };
  }

  #mayPublish({ clientId }: Session, message: Message): boolean {
    const resource = `topic/${message.topic}`;
    const mayPublish = this.#may("Publish", resource, clientId);
    return mayPublish && (!message.retain || this.#may("RetainPublish", resource, clientId));
  }

  #may(action: IotAction, resource: string, clientId: string): boolean {
    const conditions: IotConditions = { "iot:ClientId": clientId };
    const question = { action, resource, conditions };
    if (this.#principal?.may(question) === true) return true;
    const reason = action === "Subscribe" ? "subscribe-refused" : "publish-refused";
    if (this.#principal !== undefined) this.#options.trace?.refused(reason, this.#principal, question);
    return false;
  }

  #subscribe(session: Session, { subscriptions, messageId }: ISubscribePacket): string | undefined {
    const problem = subscribeProblem(subscriptions, session.subscriptions);
    if (problem !== undefined) return problem;
    const granted = subscriptions.map(({ topic, qos }) => this.#grant(session, topic, qos === 0 ? 0 : 1));
    this.#send({ cmd: "suback", granted, messageId: messageId ?? 0 });
    const filters: string[] = [];
    for (const [index, { topic }] of subscriptions.entries()) {
      const qos = granted[index];
      if (qos !== 0 && qos !== 1) continue;
      filters.push(topic);
      this.#options.broker.deliverRetained(session, topic, qos);
    }
    if (filters.length > 0) this.#options.lifecycle.subscribed({ clientId: session.clientId, filters });
    return undefined;
  }

  // IOT-16: a filter that the policies do not allow fails alone, with 0x80.
  #grant(session: Session, filter: string, qos: Qos): Qos | typeof SUBACK_FAILURE {
    if (!this.#may("Subscribe", `topicfilter/${filter}`, session.clientId)) return SUBACK_FAILURE;
    this.#options.broker.subscribe(session, filter, qos);
    return qos;
  }

  #unsubscribe(session: Session, { unsubscriptions, messageId }: IUnsubscribePacket): string | undefined {
    const problem = unsubscribeProblem(unsubscriptions);
    if (problem !== undefined) return problem;
    for (const filter of unsubscriptions) this.#options.broker.unsubscribe(session, filter);
    this.#send({ cmd: "unsuback", messageId: messageId ?? 0, granted: [] });
    this.#options.lifecycle.unsubscribed({ clientId: session.clientId, filters: unsubscriptions });
    return undefined;
  }

  #fail(reason: string): void {
    if (this.#closed) return;
    const clientId = this.#session?.clientId;
    if (!this.#isExplained) {
      const why: Why = { reason: "protocol-violation", asked: { client: clientId }, had: { fault: reason } };
      this.#options.trace?.closed(why, this.#principal?.id);
    }
    this.#options.logger.info(
      { clientId, reason, sourceIp: this.#options.sourceIp },
      "Closed an MQTT connection.",
    );
    this.#end();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#parser.removeAllListeners("packet");
    // `end` lets a CONNACK that refuses go out before the close.
    this.#stream.end(() => this.#stream.destroy());
    const session = this.#session;
    if (session === undefined) return;
    if (session.link === this) this.#options.broker.leave(session);
    this.#publishWill(session);
    this.#options.lifecycle.disconnected({ clientId: session.clientId, principalId: this.principal.id });
  }

  #publishWill(session: Session): void {
    const will = this.#will;
    this.#will = undefined;
    if (will !== undefined && this.#mayPublish(session, will))
      this.#options.broker.publish(will, this.#origin(session));
  }
}

function willOf({ will }: IConnectPacket): Message | undefined {
  if (will === undefined) return undefined;
  const payload = Buffer.isBuffer(will.payload) ? will.payload : Buffer.from(will.payload);
  return { topic: will.topic, payload, qos: will.qos === 1 ? 1 : 0, retain: will.retain === true };
}
