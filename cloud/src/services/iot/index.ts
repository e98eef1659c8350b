import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type Clock, systemTimers, type Timers } from "../../core/clock.ts";
import type { AccessKeyResolver } from "../../core/ports/access-keys.ts";
import type { MqttConnection, MqttConnections } from "../../core/ports/mqtt-connections.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import { noTrace } from "../../core/ports/trace.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import type { HttpService } from "../../wire/http.ts";
import type { PipelineDependencies } from "../../wire/pipeline.ts";
import { Broker } from "./broker/broker.ts";
import { Connection } from "./broker/connection.ts";
import { ConnectionTrace } from "./broker/connection-trace.ts";
import { createLifecycleEvents } from "./broker/lifecycle.ts";
import type { Message, Qos } from "./broker/message.ts";
import { BROKER_MIGRATIONS } from "./broker/store.ts";
import { topicProblem } from "./broker/topics.ts";
import { createIotPlanes, type IotPlanes, serveBoth } from "./http.ts";
import { topicRuleProvider } from "./resources/AWS-IoT-TopicRule.ts";
import type { RulePorts, RulesContext } from "./rules/context.ts";
import { createRuleEngine, type RuleEngine } from "./rules/engine.ts";
import { createRuleMessages } from "./rules/messages.ts";
import { createRuleStore, RULE_MIGRATIONS } from "./rules/store.ts";
import { iotErrors } from "./shared/errors.ts";
import { createCertificateAuthority } from "./transports/authority.ts";
import {
  type Accept,
  handleTcp,
  type ListenerDependencies,
  type Listeners,
  type ListeningPorts,
  type ListenOptions,
  startListeners,
} from "./transports/listeners.ts";
import { createWebSocketTransport } from "./transports/websocket.ts";

/**
 * AWS IoT Core: an MQTT 3.1.1 broker over TCP, TLS and WebSocket, HTTP publish, retained messages.
 *
 * **Gaps** (refused by name): MQTT 5 (CONNACK 0x84), shadows, jobs, custom authorizers,
 * message expiry, actions of rules beyond those in `rules/actions`; rates per second are not enforced.
 *
 * **By design**: the plain port 1883 is on loopback only and AWS has none; without credentials it
 * may watch and never publish, like the console's MQTT test client. `#` does not take the parent
 * level, wildcards get no retained messages, QoS 2 closes the connection: as on AWS.
 *
 * **Client quirks**: presigned WebSocket addresses carry the session token after the signature;
 * SDKs encode `/` of topics as `%2F`, people do not: both publish to the same topic.
 */
export interface IotService extends MqttConnections {
  /** Both planes. */
  readonly http: HttpService;
  readonly planes: IotPlanes;
  readonly mqtt: {
    /** Takes a plain connection that comes from loopback. */
    handleTcp(socket: Socket): void;
    handleUpgrade(message: IncomingMessage, socket: Duplex, head: Buffer): void;
    /** Starts the TCP (always loopback) and TLS listeners. */
    listen(options: ListenOptions): Promise<ListeningPorts>;
    close(): Promise<void>;
  };
  /** Publishes as the cloud itself. @throws AwsError InvalidRequestException for a bad topic */
  publish(topic: string, payload: Buffer | string, qos?: Qos): Promise<void>;
  /** Everything that matches `filter`, in-process. @returns how to end it */
  subscribe(filter: string, listener: (message: Message) => void): () => void;
  readonly resources: readonly ResourceProvider[];
  /** Resolves when no rule acts. */
  rulesIdle(): Promise<void>;
}

export interface IotServiceDependencies extends PipelineDependencies, RulePorts {
  readonly database: Database;
  /** Absolute path; the certificate authority lives under `<stateDir>/tls`. */
  readonly stateDir: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly config: { readonly port: number };
  readonly keys: AccessKeyResolver;
  readonly timers?: Timers;
}

/** Every connection has an id of its own in the trace. */
function traceOf({ trace, randomness }: IotServiceDependencies, sourceIp: string) {
  if (trace === undefined) return {};
  return { trace: new ConnectionTrace({ id: randomness.uuid(), trace, sourceIp }) };
}

const SWEEP_MS = 5000;

export function createIotService(deps: IotServiceDependencies): IotService {
  const { database, clock, randomness, logger } = deps;
  database.migrate("iot/broker", BROKER_MIGRATIONS);
  database.migrate("iot/rules", RULE_MIGRATIONS);
  const rules: RulesContext = { ...deps, rules: createRuleStore(database) };
  const broker: Broker = new Broker({
    database,
    clock,
    logger,
    taken: (message, origin, ingest) => engine.take(message, origin, ingest),
  });
  const engine: RuleEngine = createRuleEngine({
    ...deps,
    rules: rules.rules,
    messages: createRuleMessages(database),
    timers: deps.timers ?? systemTimers,
    trace: deps.trace ?? noTrace,
    publish: (message, origin) => broker.publish(message, origin),
  });
  const lifecycle = createLifecycleEvents({
    clock,
    randomness,
    publish: (message) => broker.publish(message),
  });
  const connections = new Set<Connection>();
  const accept: Accept = (stream, origin) => {
    const trace = traceOf(deps, origin.sourceIp);
    const connection = new Connection(stream, { broker, lifecycle, clock, logger, ...trace, ...origin });
    connections.add(connection);
    stream.once("close", () => connections.delete(connection));
    return connection;
  };
  const access = { authorization: deps.authorization, scope: deps.scope };
  const listenerDeps: ListenerDependencies = {
    ...access,
    accept,
    keys: deps.keys,
    authority: createCertificateAuthority(deps),
    identifyCertificate: () => undefined,
  };
  const webSocket = createWebSocketTransport({
    ...access,
    accept,
    authentication: deps.authentication,
    logger,
  });
  let listeners: Listeners | undefined;
  const sweep = setInterval(() => {
    for (const connection of connections) connection.closeIfSilent(clock.now());
    broker.expireSessions();
  }, SWEEP_MS).unref();

  const planes = createIotPlanes({
    ...deps,
    broker,
    rules,
    newTraceId: () => randomness.uuid(),
    port: deps.config.port,
  });
  return {
    http: serveBoth(planes),
    planes,
    mqtt: {
      handleTcp: (socket) => handleTcp(listenerDeps, socket),
      handleUpgrade: webSocket.handleUpgrade,
      listen: async (options) => {
        engine.start();
        listeners = await startListeners(listenerDeps, options);
        return listeners.ports;
      },
      close: async () => {
        clearInterval(sweep);
        engine.close();
        for (const connection of connections) connection.drop("The cloud is stopping.");
        await listeners?.close();
      },
    },
    publish: async (topic, payload, qos = 0) => {
      const problem = topicProblem(topic);
      if (problem !== undefined) throw iotErrors.invalidRequest(problem);
      broker.publish({ topic, payload: Buffer.from(payload), qos, retain: false });
    },
    subscribe: (filter, listener) => broker.watch(filter, listener),
    connections: () =>
      [...connections]
        .map(({ described }) => described)
        .filter((each): each is MqttConnection => each !== undefined)
        .sort((a, b) => b.since - a.since),
    resources: [topicRuleProvider(rules)],
    rulesIdle: () => engine.idle(),
  };
}
