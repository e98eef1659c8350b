import type { Scope } from "../../../core/arns.ts";
import type { ConditionContext, Question } from "../../../core/ports/authorization.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { undetermined } from "../shared/errors.ts";
import { nameOf, resourceOf, type Table } from "../shared/table.ts";

/** What one call does to items of one table. */
export interface ItemAccess {
  /** Of the service, e.g. `GetItem`. */
  readonly action: string;
  /** Name or ARN, as given. */
  readonly table: string;
  readonly index?: string | undefined;
  /**
   * Partition keys of the items, given the name of that attribute; undefined when they cannot be told.
   * Left out by what touches whatever there is.
   */
  readonly keys?: (leadingKey: string) => readonly string[] | "scan" | undefined;
  /** Top-level attributes; undefined when they cannot be told. */
  readonly attributes: () => readonly string[] | undefined;
  readonly parameters?: AccessParameters;
  readonly enclosing?: string;
  /** A Select of PartiQL says whether it reads the whole table. */
  readonly mayScan?: boolean;
}

/** Members of an input that are condition keys as they are. */
export interface AccessParameters {
  readonly Select?: string;
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: string;
}

/** DDB-1, DDB-2: the question that a call on items puts, with what policies may look at. */
export function itemQuestion(dynamodb: DynamoDbContext, scope: Scope, access: ItemAccess): Question {
  return {
    action: `dynamodb:${access.action}`,
    resource: resourceOf(scope, access.table, access.index),
    context: () => contextOf(dynamodb, scope, access),
  };
}

function contextOf(dynamodb: DynamoDbContext, scope: Scope, access: ItemAccess): ConditionContext {
  const { Select, ReturnValues, ReturnConsumedCapacity } = access.parameters ?? {};
  const keys = () => touchedKeys(dynamodb.tables.find(nameOf(scope, access.table) ?? ""), access);
  return {
    "dynamodb:Select": () => Select,
    "dynamodb:ReturnValues": () => ReturnValues,
    "dynamodb:ReturnConsumedCapacity": () => ReturnConsumedCapacity,
    "dynamodb:EnclosingOperation": () => access.enclosing,
    "dynamodb:Attributes": () => namedAttributes(access),
    ...(access.keys === undefined ? {} : { "dynamodb:LeadingKeys": () => leadingKeys(keys()) }),
    // What cannot be told may be all of it.
    ...(access.mayScan === true ? { "dynamodb:FullTableScan": () => String(!Array.isArray(keys())) } : {}),
  };
}

function leadingKeys(found: ReturnType<typeof touchedKeys>): readonly string[] | undefined {
  if (found === "scan") return undefined;
  // DDB-4: a value that cannot be told is no absent value.
  if (found === undefined) throw undetermined("dynamodb:LeadingKeys");
  return found;
}

function touchedKeys(
  table: Table | undefined,
  { index, keys }: ItemAccess,
): readonly string[] | "scan" | undefined {
  if (table === undefined) return undefined;
  const leadingKey = index === undefined ? table.leadingKey : indexKey(table, index);
  return leadingKey === undefined ? undefined : keys?.(leadingKey);
}

function indexKey({ indexes }: Table, index: string): string | undefined {
  return Object.hasOwn(indexes, index) ? (indexes[index] ?? undefined) : undefined;
}

function namedAttributes({ attributes }: ItemAccess): readonly string[] {
  const names = attributes();
  // DDB-4
  if (names === undefined) throw undetermined("dynamodb:Attributes");
  return names;
}
