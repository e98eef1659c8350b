import type { StreamAction, StreamRecord, TableStreams } from "../../../core/ports/table-streams.ts";
import { SCOPE } from "./service.ts";

export const streamArn = (table: string): string =>
  `arn:aws:dynamodb:eu-west-1:${SCOPE.accountId}:table/${table}/stream/2026-01-01T00:00:00.000`;

/** Streams in memory. */
export interface TestStreams extends TableStreams {
  make(table: string): string;
  /** Actions that the functions' role may not do from now on. */
  denied: readonly StreamAction[];
  /** An item of that key is changed. @returns the sequence number */
  write(table: string, key: string, image?: Readonly<Record<string, object>>): string;
  /** How many records of the table were read so far. */
  readOf(table: string): number;
}

const FIRST = 10n ** 20n;
const PAGE_BYTES = 1_048_576;

/** A page has one megabyte of records at most, and one at least. */
function fitting(records: readonly StreamRecord[]): number {
  let bytes = 0;
  const over = records.findIndex((record) => {
    bytes += JSON.stringify(record).length;
    return bytes > PAGE_BYTES;
  });
  return over === -1 ? records.length : Math.max(over, 1);
}

/** @param now epoch seconds */
export function testStreams(now: () => number = () => Math.floor(Date.now() / 1000)): TestStreams {
  const tables = new Map<string, { readonly records: StreamRecord[]; readonly wakes: Set<() => void> }>();
  const read = new Map<string, number>();
  const of = (arn: string) => {
    const found = tables.get(arn);
    if (found === undefined) throw new Error(`There is no stream ${arn}.`);
    return found;
  };
  const self: TestStreams = {
    denied: [],
    make: (table) => {
      tables.set(streamArn(table), { records: [], wakes: new Set() });
      return streamArn(table);
    },
    write: (table, key, image = {}) => {
      const { records, wakes } = of(streamArn(table));
      const SequenceNumber = String(FIRST + BigInt(records.length) + 1n);
      const Keys = { id: { S: key } };
      records.push({
        eventName: "INSERT",
        eventSource: "aws:dynamodb",
        dynamodb: {
          SequenceNumber,
          ApproximateCreationDateTime: now(),
          Keys,
          NewImage: { ...Keys, ...image },
        },
      });
      for (const wake of wakes) wake();
      return SequenceNumber;
    },
    readOf: (table) => read.get(streamArn(table)) ?? 0,
    find: (arn) => (tables.has(arn) ? { shardId: "shardId-1" } : undefined),
    decide: (_caller, action) => ({
      allowed: !self.denied.includes(action),
      message: `not authorized to perform: ${action}`,
      explanation: "",
    }),
    placeOf: async (_caller, arn, position) =>
      String(FIRST + BigInt(position === "LATEST" ? of(arn).records.length : 0)),
    read: async (caller, arn, { place, limit }) => {
      if (!self.decide(caller, "dynamodb:GetRecords", arn).allowed) throw new Error("not authorized");
      const { records } = of(arn);
      const rest = records.filter((one) => one.dynamodb.SequenceNumber > place).slice(0, limit);
      const page = rest.slice(0, fitting(rest));
      read.set(arn, (read.get(arn) ?? 0) + page.length);
      return { records: page, next: page.at(-1)?.dynamodb.SequenceNumber ?? place };
    },
    onWrite: (arn, wake) => {
      const { wakes } = of(arn);
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
  };
  return self;
}
