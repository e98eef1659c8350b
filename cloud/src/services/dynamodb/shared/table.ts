import { parseArn, regionalArn, type Scope } from "../../../core/arns.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

/** What the door has to know of a table before the engine is asked. */
export interface Table {
  readonly name: string;
  /** Partition key of the table itself. Undefined where it has several attributes. */
  readonly leadingKey: string | undefined;
  /** The same of each index, by its name. */
  readonly indexes: Readonly<Record<string, string | null>>;
  readonly tags: Tags;
  /** Label of its newest stream, in the engine's form. */
  readonly streamLabel?: string;
  /** The engine's number of the last record that was there before that stream. */
  readonly streamStart?: number;
}

/** The engine's own place in ARNs. */
export const ENGINE_ARN = "arn:aws:dynamodb:dynoxide:000000000000:";

interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

/** The part of a table's description that the door reads. */
export interface TableDescription {
  readonly TableName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly GlobalSecondaryIndexes?: readonly IndexDescription[];
  readonly LocalSecondaryIndexes?: readonly IndexDescription[];
  readonly LatestStreamLabel?: string;
  readonly StreamSpecification?: { readonly StreamViewType?: string };
  readonly [member: string]: unknown;
}

interface IndexDescription {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
}

/** The table as its description has it. */
export function tableOf(description: TableDescription, tags: Tags): Table {
  const { GlobalSecondaryIndexes: global = [], LocalSecondaryIndexes: local = [] } = description;
  return {
    name: description.TableName,
    leadingKey: partitionKey(description.KeySchema),
    indexes: Object.fromEntries(
      [...global, ...local].map(({ IndexName, KeySchema }) => [IndexName, partitionKey(KeySchema) ?? null]),
    ),
    tags,
    ...(description.LatestStreamLabel === undefined ? {} : { streamLabel: description.LatestStreamLabel }),
  };
}

function partitionKey(schema: readonly KeyElement[]): string | undefined {
  const [first, ...others] = schema.filter(({ KeyType }) => KeyType === "HASH");
  return others.length === 0 ? first?.AttributeName : undefined;
}

export function tableArn(scope: Scope, name: string): string {
  return regionalArn(scope, "dynamodb", `table/${name}`);
}

/** The resource that policies name: what came is a name or an ARN already. */
export function resourceOf(scope: Scope, table: string, index?: string): string {
  const arn = parseArn(table) === undefined ? tableArn(scope, table) : table;
  return index === undefined ? arn : `${arn}/index/${index}`;
}

/** DDB-3: the name of a table of this cloud, given by name or ARN; undefined for an ARN of another place. */
export function nameOf(scope: Scope, table: string): string | undefined {
  if (parseArn(table) === undefined) return table;
  const name = /^table\/([^/:]+)$/.exec(parseArn(table)?.resource ?? "")?.[1];
  return name !== undefined && tableArn(scope, name) === table ? name : undefined;
}

/** The table that an ARN of it, of one of its indexes or of its stream belongs to. */
export function tableNameIn(scope: Scope, arn: string): string | undefined {
  const name = /^table\/([^/:]+)(?:\/(?:index|stream)\/.+)?$/.exec(parseArn(arn)?.resource ?? "")?.[1];
  return name !== undefined && arn.startsWith(tableArn(scope, name)) ? name : undefined;
}
