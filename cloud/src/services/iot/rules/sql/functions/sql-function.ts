import type { SqlValue } from "../convert.ts";

/** What a statement may know of the message in addition to its payload. */
export interface MessageFacts {
  /** Without the prefix of Basic Ingest. */
  readonly topic: string;
  /** Undefined when it did not come over MQTT. */
  readonly clientId: string | undefined;
  readonly principal: string;
  readonly sourceIp: string;
  readonly traceId: string;
  readonly accountId: string;
  readonly sqlVersion: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly newUuid: () => string;
  /** In [0, 1). */
  readonly random: () => number;
}

/** One function of AWS IoT SQL. Arguments of the wrong type make Undefined. */
export interface SqlFunction {
  /** Fewest and most arguments. */
  readonly takes: readonly [fewest: number, most: number];
  run(args: readonly SqlValue[], message: MessageFacts): SqlValue;
}
