import { Stopwatch } from "../../../core/clock.ts";
import type { Trace, TraceEvent } from "../../../core/ports/trace.ts";
import type { BrokerReason } from "../../../core/reasons.ts";
import type { Facts, Why } from "../../../core/why.ts";
import type { IotPrincipal } from "../principals/principal.ts";
import type { IotQuestion } from "../principals/question.ts";

interface ConnectionTraceOptions {
  /** Id of the connection: MQTT itself has none for requests. */
  readonly id: string;
  readonly trace: Trace;
  readonly sourceIp: string;
}

const TOPICS_KEPT = 100;

/** Writes down why packets of one connection were refused. Payloads and passwords never get here. */
export class ConnectionTrace {
  readonly #options: ConnectionTraceOptions;
  readonly #undelivered = new Set<string>();
  readonly #watch = new Stopwatch();

  constructor(options: ConnectionTraceOptions) {
    this.#options = options;
  }

  get id(): string {
    return this.#options.id;
  }

  connected(clientId: string, principal: IotPrincipal): void {
    this.#record("connect", { verdict: "allow", operation: `CONNECT ${clientId}`, who: principal.id });
  }

  connectRefused(clientId: string, refusal: { readonly code: number; readonly why: Why }): void {
    const wire = { status: refusal.code, code: "CONNACK", message: "" };
    this.#record("connect", { verdict: "deny", operation: `CONNECT ${clientId}`, why: refusal.why, wire });
  }

  refused(reason: BrokerReason, principal: IotPrincipal, question: IotQuestion): void {
    const [, topic = ""] = /^[a-z]+\/(.*)$/s.exec(question.resource) ?? [];
    const operation = `${question.action.toUpperCase()} ${topic}`;
    const why = explained(reason, principal, question);
    this.#record(STEPS[reason] ?? "packet", { verdict: "deny", operation, who: principal.id, why });
  }

  /** Once for each topic: a busy one would tell the same again and again. */
  notDelivered(principal: IotPrincipal, question: IotQuestion): void {
    if (this.#undelivered.has(question.resource) || this.#undelivered.size >= TOPICS_KEPT) return;
    this.#undelivered.add(question.resource);
    // Another client's packet is the cause.
    this.#watch.restart();
    this.refused("not-delivered", principal, question);
  }

  closed(why: Why, who: string | undefined): void {
    this.#record("packet", { verdict: "deny", why, ...(who === undefined ? {} : { who }) });
  }

  /** The client sent a packet: what is decided about it is timed from here. */
  received(): void {
    this.#watch.restart();
  }

  #record(step: string, event: Omit<TraceEvent, "request" | "service" | "step" | "ms">): void {
    const { id, trace, sourceIp } = this.#options;
    const ms = this.#watch.lap();
    trace.record({ request: id, service: "mqtt", step, ms, from: { ip: sourceIp }, ...event });
  }
}

const STEPS: Readonly<Partial<Record<BrokerReason, string>>> = {
  "subscribe-refused": "subscribe",
  "publish-refused": "publish",
  "not-delivered": "deliver",
};

/** What the policies say about it, with the packet's own words. */
export function explained(reason: BrokerReason, principal: IotPrincipal, question: IotQuestion): Why {
  const policy = principal.why?.(question);
  const [, name = ""] = /^[a-z]+\/(.*)$/s.exec(question.resource) ?? [];
  const asked: Facts = {
    ...policy?.asked,
    [question.action === "Connect" ? "client" : question.action === "Subscribe" ? "filter" : "topic"]: name,
  };
  return { ...policy, rule: RULES[reason] ?? "IOT-4", reason, asked };
}

const RULES: Readonly<Partial<Record<BrokerReason, string>>> = {
  "connect-refused": "IOT-5",
  "publish-refused": "IOT-6",
  "not-delivered": "IOT-7",
  "subscribe-refused": "IOT-16",
};
