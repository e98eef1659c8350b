import { type SqlValue, toInt } from "../convert.ts";
import type { SqlFunction } from "./index.ts";

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

const told = (tell: (message: MessageFacts) => SqlValue): SqlFunction => ({
  takes: [0, 0],
  run: (_args, message) => tell(message),
});

export const MESSAGE_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  topic: {
    takes: [0, 1],
    run: (args, { topic }) => {
      if (args.length === 0) return topic;
      const segment = toInt(args[0]);
      return segment === undefined ? undefined : topic.split("/")[segment - 1];
    },
  },
  clientid: told(({ clientId }) => clientId ?? "n/a"),
  traceid: told(({ clientId, traceId }) => (clientId === undefined ? undefined : traceId)),
  principal: told(({ principal }) => principal),
  sourceip: told(({ sourceIp }) => sourceIp),
  accountid: told(({ accountId }) => accountId),
  sql_version: told(({ sqlVersion }) => sqlVersion),
  timestamp: told(({ now }) => now),
  newuuid: told(({ newUuid }) => newUuid()),
  rand: told(({ random }) => random()),
};
