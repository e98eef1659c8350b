import { createHash } from "node:crypto";
import type { Scope } from "../../../core/arns.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { streamLabel } from "../shared/description.ts";
import { streamNotFound, validationError } from "../shared/errors.ts";
import { ENGINE_ARN, type Table, tableArn, tableNameIn } from "../shared/table.ts";

/** A stream that is on: what it is called here, and what the engine calls it. */
export interface Stream {
  readonly arn: string;
  readonly label: string;
  readonly table: string;
  readonly engineArn: string;
  /** The engine's number of the last record before it. */
  readonly start: number;
}

/** The engine has one shard a table. */
export const FIRST_SHARD = "shardId-00000001";

export function engineStreamArn(table: string, engineLabel: string): string {
  return `${ENGINE_ARN}table/${table}/stream/${engineLabel}`;
}

export function streamOf(
  scope: Scope,
  { name, streamLabel: engineLabel, streamStart: start = 0 }: Table,
): Stream | undefined {
  if (engineLabel === undefined) return undefined;
  const label = streamLabel(engineLabel);
  return {
    arn: `${tableArn(scope, name)}/stream/${label}`,
    label,
    table: name,
    engineArn: engineStreamArn(name, engineLabel),
    start,
  };
}

/** @throws ResourceNotFoundException for the ARN of anything but the newest stream of a table */
export function requireStream({ tables, scope }: DynamoDbContext, arn: string): Stream {
  const table = tables.find(tableNameIn(scope, arn) ?? "");
  const stream = table === undefined ? undefined : streamOf(scope, table);
  if (stream?.arn !== arn) throw streamNotFound(arn);
  return stream;
}

const SHARD = /^shardId-(\d{1,20})-/;

/** `shardId-00000001-orders` of the engine as AWS has it: clients check its length. */
export function shardId(engineId: string, { table }: Stream): string {
  const number = SHARD.exec(engineId)?.[1] ?? "0";
  return `shardId-${number.padStart(20, "0")}-${createHash("sha256").update(table).digest("hex").slice(0, 8)}`;
}

/** @throws ResourceNotFoundException */
export function engineShardId(id: string, stream: Stream): string {
  const number = SHARD.exec(id)?.[1] ?? "";
  const engineId = `shardId-${String(Number(number)).padStart(8, "0")}-${stream.table}`;
  if (number === "" || shardId(engineId, stream) !== id) throw streamNotFound(stream.arn);
  return engineId;
}

/** Numbers of AWS have 21 digits at least. */
const FIRST = 10n ** 20n;

export function sequenceNumber(engineNumber: string): string {
  return String(FIRST + BigInt(engineNumber));
}

export function engineSequenceNumber(number: string): string {
  if (!/^\d{21,40}$/.test(number)) throw validationError("Invalid SequenceNumber");
  const engineNumber = BigInt(number) - FIRST;
  return String(engineNumber < 0n ? 0n : engineNumber);
}
