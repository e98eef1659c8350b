import type { Timers } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { AttributeValue } from "../../../core/ports/table-items.ts";
import type { Engine } from "../engine/engine.ts";
import { forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { EngineRefusal } from "../shared/errors.ts";
import { keyText } from "../shared/expirations.ts";
import type { TableDescription } from "../shared/table.ts";
import { latestPosition } from "../streams/begin.ts";
import { streamOf } from "../streams/stream.ts";

/** Deletes items whose time is over; nothing runs while no table has a time to live, or the engine does not run. */
export interface Sweeper {
  /** The engine has started: which of its tables have a time to live? */
  learn(call: Engine["call"], names: readonly string[]): Promise<void>;
  /** The engine has run the operation. */
  did(operation: string, input: object): void;
  /** Looks through all tables now. */
  sweep(): Promise<void>;
  close(): void;
}

interface Options {
  readonly timers: Timers;
  readonly logger: Logger;
  /** What the sweeper is a part of. */
  readonly dynamodb: () => DynamoDbContext;
}

type Item = Readonly<Record<string, AttributeValue>>;

const EVERY_MS = 10_000;
/** Looking takes so much of the time at most. */
const SHARE = 20;
/** AWS leaves what is older alone: it may be no time. */
const OLDEST_SECONDS = 5 * 365 * 86_400;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
export function createSweeper({ timers, logger, dynamodb }: Options): Sweeper {
  /** The attribute with the time, by table. */
  const attributes = new Map<string, string>();
  let cancel: (() => void) | undefined;
  let closed = false;

  const arm = (milliseconds = EVERY_MS): void => {
    if (closed || cancel !== undefined || attributes.size === 0) return;
    cancel = timers.after(milliseconds, () => {
      const began = timers.elapsed();
      void sweep().finally(() => {
        cancel = undefined;
        arm(Math.max(EVERY_MS, (timers.elapsed() - began) * SHARE));
      });
    });
  };
  const sweep = async (): Promise<void> => {
    for (const [table, attribute] of attributes) {
      // A stopped engine is not started for it: whoever uses it next finds the items as AWS may show them.
      if (closed || dynamodb().engine.pid() === undefined) return;
      await sweepTable(dynamodb(), table, attribute).catch((error: unknown) => {
        if (!closed) logger.warn({ err: error, table }, "Expired items were not deleted.");
      });
    }
  };

  return {
    learn: async (call, names) => {
      attributes.clear();
      for (const name of names) {
        const { status, body } = await call(
          "DynamoDB_20120810.DescribeTimeToLive",
          JSON.stringify({ TableName: name }),
        );
        if (status !== 200) continue;
        const { TimeToLiveDescription: described } = JSON.parse(String(body)) as {
          readonly TimeToLiveDescription: {
            readonly TimeToLiveStatus: string;
            readonly AttributeName?: string;
          };
        };
        const { TimeToLiveStatus: state, AttributeName: attribute } = described;
        if (state === "ENABLED" && attribute !== undefined) attributes.set(name, attribute);
      }
      const { expirations } = dynamodb();
      for (const table of expirations.unknown()) {
        expirations.endAll(table, (await lastRecord(dynamodb(), table, call)) ?? 0);
      }
      arm();
    },
    did: (operation, input) => {
      if (operation === "DeleteTable") {
        const { TableName: table } = input as { readonly TableName: string };
        attributes.delete(table);
        dynamodb().expirations.forget(table);
      }
      if (operation !== "UpdateTimeToLive") return;
      const { TableName: table, TimeToLiveSpecification: wanted } = input as {
        readonly TableName: string;
        readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string };
      };
      if (wanted.Enabled) attributes.set(table, wanted.AttributeName);
      else attributes.delete(table);
      arm();
    },
    sweep,
    close: () => {
      closed = true;
      cancel?.();
    },
  };
}

async function sweepTable(dynamodb: DynamoDbContext, table: string, attribute: string): Promise<void> {
  const { Table: description } = await forward(dynamodb, "DescribeTable", { TableName: table });
  const keys = (description as TableDescription).KeySchema.map(({ AttributeName }) => AttributeName);
  let start: unknown;
  do {
    const page = await forward(dynamodb, "Scan", scanInput(dynamodb, { table, attribute, keys, start }));
    for (const item of page["Items"] as readonly Item[])
      await expire(dynamodb, { table, attribute, keys, item });
    start = page["LastEvaluatedKey"];
  } while (start !== undefined);
}

interface Looked {
  readonly table: string;
  readonly attribute: string;
  readonly keys: readonly string[];
}

/** A time that is no number counts for nothing. */
function scanInput(
  { clock }: DynamoDbContext,
  { table, attribute, keys, start }: Looked & { readonly start: unknown },
): object {
  const now = Math.floor(clock.now() / 1000);
  // The time may be in a key; an attribute has one place in a projection.
  const others = keys.filter((key) => key !== attribute);
  const names = Object.fromEntries(others.map((key, index) => [`#k${index}`, key]));
  return {
    TableName: table,
    FilterExpression: "#t < :now AND #t > :oldest",
    ProjectionExpression: ["#t", ...Object.keys(names)].join(", "),
    ExpressionAttributeNames: { "#t": attribute, ...names },
    ExpressionAttributeValues: { ":now": { N: String(now) }, ":oldest": { N: String(now - OLDEST_SECONDS) } },
    ...(start === undefined ? {} : { ExclusiveStartKey: start }),
  };
}

/** Deletes the item unless its time has changed meanwhile; its stream says that nobody else did it. */
async function expire(
  dynamodb: DynamoDbContext,
  { table, attribute, keys, item }: Looked & { readonly item: Item },
): Promise<void> {
  // DDB-16: whoever prolongs it meanwhile keeps it.
  const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
  const text = keyText(Key);
  const { expirations } = dynamodb;
  const before = await lastRecord(dynamodb, table);
  if (before !== undefined) expirations.begin(table, text, before);
  try {
    await forward(dynamodb, "DeleteItem", {
      TableName: table,
      Key,
      ConditionExpression: "#t = :t",
      ExpressionAttributeNames: { "#t": attribute },
      ExpressionAttributeValues: { ":t": item[attribute] },
    });
  } catch (error) {
    if (!(error instanceof EngineRefusal)) throw error;
    expirations.cancel(table, text);
    return;
  }
  const after = before === undefined ? undefined : await lastRecord(dynamodb, table);
  if (after !== undefined) expirations.end(table, text, after);
}

/** Undefined where the table has no stream. */
async function lastRecord(
  { engine, scope, tables }: DynamoDbContext,
  name: string,
  call: Engine["call"] = engine.call,
): Promise<number | undefined> {
  const table = tables.find(name);
  const stream = table === undefined ? undefined : streamOf(scope, table);
  if (stream === undefined) return undefined;
  return latestPosition(call, { table: name, engineArn: stream.engineArn });
}
