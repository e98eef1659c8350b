import type { MqttClient } from "mqtt";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import { filterMatches } from "../broker/topics.ts";

export interface HeardMessage {
  readonly kind: "message";
  readonly at: number;
  readonly topic: string;
  /** Its beginning, at most 4 KiB. */
  readonly payload: Buffer;
  readonly bytes: number;
  readonly qos: number;
  /** It was retained before this page listened. */
  readonly retained: boolean;
}

/** Nobody listened for a while. */
export interface ListeningGap {
  readonly kind: "gap";
  readonly at: number;
  readonly from: number;
  readonly why: string;
}

export type HeardRow = HeardMessage | ListeningGap;

type ListeningSources = Pick<ConsoleContext, "openSocket" | "now"> & {
  readonly session: Pick<ConsoleContext["session"], "changed">;
};

const MOST_ROWS = 200;
const MOST_PAYLOAD_BYTES = 4_096;
/** A page that nobody looks at listens no longer than this. */
const MOST_UNSEEN_MS = 15 * 60_000;
/** Tell that a client came, went or subscribed. */
export const LIFE_CYCLE: readonly string[] = ["$aws/events/presence/+/+", "$aws/events/subscriptions/+/+"];

/**
 * What one browser's session hears: a connection to the broker as any client has one, held by the server.
 * The last 200 messages are kept in memory. Payloads never get into the trace.
 */
export class Listening {
  readonly clientId: string;
  readonly #sources: ListeningSources;
  readonly #filters = new Map<string, "heard" | "refused">();
  #rows: HeardRow[] = [];
  #since: number;
  #clearedAt = 0;
  #count = 0;
  #lookedAt: number;
  #ended: { readonly at: number; readonly why: string } | undefined;
  #client: Promise<MqttClient> | undefined;

  constructor(sources: ListeningSources, { clientId, filters }: ListeningOptions) {
    this.#sources = sources;
    this.clientId = clientId;
    this.#since = sources.now();
    this.#lookedAt = this.#since;
    for (const filter of filters) this.#filters.set(filter, "heard");
  }

  get filters(): ReadonlyMap<string, "heard" | "refused"> {
    return this.#filters;
  }

  /** Newest first. */
  get rows(): readonly HeardRow[] {
    return this.#rows;
  }

  /** Messages since it began, or since it was cleared. */
  get count(): number {
    return this.#count;
  }

  get since(): number {
    return this.#since;
  }

  /** What happened before is not shown; 0 until somebody clears. */
  get clearedAt(): number {
    return this.#clearedAt;
  }

  /** Connects where nothing is connected. Rejects when the broker does not take it. */
  async look(): Promise<void> {
    this.#lookedAt = this.#sources.now();
    await this.#connected();
  }

  async add(filter: string): Promise<"heard" | "refused"> {
    const result = await this.#subscribe(await this.#connected(), filter);
    this.#filters.set(filter, result);
    return result;
  }

  async remove(filter: string): Promise<void> {
    this.#filters.delete(filter);
    const client = await this.#connected();
    if (!LIFE_CYCLE.includes(filter)) await client.unsubscribeAsync(filter);
  }

  clear(): void {
    this.#rows = [];
    this.#count = 0;
    this.#since = this.#sources.now();
    this.#clearedAt = this.#since;
  }

  close(): void {
    void this.#client?.then((client) => client.end(true)).catch(() => undefined);
  }

  #connected(): Promise<MqttClient> {
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    });
    return this.#client;
  }

  async #connect(): Promise<MqttClient> {
    const { default: mqtt } = await import("mqtt");
    const stream = await this.#sources.openSocket({
      service: "iotdevicegateway",
      path: "/mqtt",
      protocol: "mqtt",
    });
    const client = new mqtt.MqttClient(() => stream, {
      clientId: this.clientId,
      protocolVersion: 4,
      reconnectPeriod: 0,
      connectTimeout: 5_000,
    });
    await new Promise<void>((resolve, reject) => {
      client.once("connect", () => resolve());
      client.once("error", reject);
      client.once("close", () => reject(new Error("The broker closed the connection.")));
    });
    client.on("error", () => undefined);
    client.on("close", () => this.#closed());
    client.on("message", (topic, payload, { qos, retain }) => this.#hear({ topic, payload, qos, retain }));
    for (const filter of LIFE_CYCLE) await this.#subscribe(client, filter);
    for (const filter of [...this.#filters.keys()]) {
      this.#filters.set(filter, await this.#subscribe(client, filter));
    }
    this.#tellGap();
    return client;
  }

  async #subscribe(client: MqttClient, filter: string): Promise<"heard" | "refused"> {
    try {
      const granted = await client.subscribeAsync(filter, { qos: 1 });
      return granted.some(({ qos }) => Number(qos) >= 128) ? "refused" : "heard";
    } catch {
      return "refused";
    }
  }

  #hear(heard: { topic: string; payload: Buffer; qos: number; retain: boolean }): void {
    const { topic, payload, qos, retain } = heard;
    const now = this.#sources.now();
    if (this.#isAskedFor(topic)) {
      this.#count += 1;
      this.#add({
        kind: "message",
        at: now,
        topic,
        // A copy: a part of the buffer would keep the whole.
        payload: Buffer.from(payload.subarray(0, MOST_PAYLOAD_BYTES)),
        bytes: payload.length,
        qos,
        retained: retain,
      });
    }
    this.#sources.session.changed();
    if (now - this.#lookedAt < MOST_UNSEEN_MS) return;
    this.#ended = { at: now, why: "nobody looked for 15 minutes" };
    this.close();
  }

  #isAskedFor(topic: string): boolean {
    const levels = topic.split("/");
    return [...this.#filters.keys()].some((filter) => filterMatches(filter.split("/"), levels));
  }

  #add(row: HeardRow): void {
    this.#rows.unshift(row);
    if (this.#rows.length > MOST_ROWS) this.#rows.length = MOST_ROWS;
  }

  #closed(): void {
    this.#client = undefined;
    this.#ended ??= { at: this.#sources.now(), why: "the broker closed the connection" };
    this.#sources.session.changed();
  }

  #tellGap(): void {
    if (this.#ended === undefined) return;
    const { at: from, why } = this.#ended;
    this.#ended = undefined;
    this.#add({ kind: "gap", at: this.#sources.now(), from, why });
  }
}

interface ListeningOptions {
  readonly clientId: string;
  readonly filters: readonly string[];
}
