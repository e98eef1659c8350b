import type {
  GlobalSecondaryIndexUpdate,
  TimeToLiveSpecification,
  UpdateTableInput,
} from "../../../wire/models/generated/dynamodb.types.ts";
import type { TableDescription } from "../shared/table.ts";

/**
 * What is left of a change of a table that may be as wanted already: what takes a failed change back
 * finds done what never happened. AWS refuses to do such things twice.
 */
export function leftToDo(
  input: UpdateTableInput | undefined,
  now: TableDescription,
): UpdateTableInput | undefined {
  if (input === undefined) return undefined;
  const { TableName, StreamSpecification: stream, GlobalSecondaryIndexUpdates: indexes, ...others } = input;
  const left = indexes?.filter((update) => !isDone(update, now));
  const { AttributeDefinitions, ...settings } = others;
  const rest = {
    ...(left?.length === 0 ? settings : others),
    ...(left === undefined || left.length === 0 ? {} : { GlobalSecondaryIndexUpdates: left }),
    ...(stream === undefined || stream.StreamViewType === now.StreamSpecification?.StreamViewType
      ? {}
      : { StreamSpecification: stream }),
  };
  return Object.keys(rest).length === 0 ? undefined : { TableName, ...rest };
}

function isDone({ Create, Delete }: GlobalSecondaryIndexUpdate, now: TableDescription): boolean {
  const found = (name: string) => now.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === name);
  // Another index of that name is none of this change: the engine refuses it, as AWS does.
  if (Create !== undefined) return sameKeys(found(Create.IndexName)?.KeySchema, Create.KeySchema);
  return Delete !== undefined && found(Delete.IndexName) === undefined;
}

type Keys = TableDescription["KeySchema"];

function sameKeys(has: Keys | undefined, wanted: Keys): boolean {
  const text = (keys: Keys) => keys.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join();
  return has !== undefined && text(has) === text(wanted);
}

/** What DescribeTimeToLive tells. */
export interface TimeToLiveNow {
  readonly TimeToLiveStatus?: string;
  readonly AttributeName?: string;
}

/** Whether items expire as wanted already. */
export function expiresAsWanted(
  { Enabled, AttributeName }: TimeToLiveSpecification,
  now: TimeToLiveNow | undefined,
): boolean {
  const isOn = now?.TimeToLiveStatus === "ENABLED";
  return Enabled ? isOn && now.AttributeName === AttributeName : !isOn;
}
