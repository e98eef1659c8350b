import { AwsError } from "../../../core/errors.ts";
import { namesBeginning } from "../../../web/names-beginning.ts";
import { sizeText } from "../../../web/parts/bytes.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import type { Item } from "./values.ts";

type Caller = Pick<ConsoleContext, "call">;

export interface KeyPart {
  readonly AttributeName: string;
  readonly KeyType: "HASH" | "RANGE";
}

export interface IndexView {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyPart[];
  readonly Projection?: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
  readonly ItemCount?: number;
}

/** A table as DynamoDB describes it; the members that pages show. */
export interface TableView {
  readonly TableName: string;
  readonly TableArn: string;
  readonly TableStatus: string;
  readonly KeySchema: readonly KeyPart[];
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  readonly GlobalSecondaryIndexes?: readonly IndexView[];
  readonly LocalSecondaryIndexes?: readonly IndexView[];
  readonly ItemCount?: number;
  readonly TableSizeBytes?: number;
  /** Epoch seconds. */
  readonly CreationDateTime?: number;
  readonly BillingModeSummary?: { readonly BillingMode?: string };
  readonly StreamSpecification?: { readonly StreamEnabled?: boolean; readonly StreamViewType?: string };
  readonly LatestStreamArn?: string;
  readonly DeletionProtectionEnabled?: boolean;
  /** Attribute by which items end; undefined where they do not. */
  readonly ttl: string | undefined;
}

export interface TablesPage {
  readonly rows: readonly TableView[];
  readonly next: string | undefined;
}

const ON_A_PAGE = 25;
/** Names of a page of AWS. */
const MOST_NAMES = 100;

interface Listed {
  readonly TableNames: readonly string[];
  readonly LastEvaluatedTableName?: string;
}

interface AskedTables {
  /** What their names begin with. */
  readonly prefix: string;
  /** Name of the last table of the page before. */
  readonly token: string | null;
}

export async function readTables(console: Caller, { prefix, token }: AskedTables): Promise<TablesPage> {
  const { names, next } = await namesBeginning(prefix, token, async (from) => {
    const { TableNames, LastEvaluatedTableName } = await console.call<Listed>("dynamodb", "ListTables", {
      Limit: prefix === "" ? ON_A_PAGE : MOST_NAMES,
      ...(from === null ? {} : { ExclusiveStartTableName: from }),
    });
    return { names: TableNames, next: LastEvaluatedTableName };
  });
  const found = await Promise.all(names.map((name) => unlessGone(readTable(console, name))));
  return { rows: found.filter((each) => each !== undefined), next };
}

/**
 * Undefined where there are more than a page of AWS has. Names are known without the engine: who has no table
 * starts none.
 */
export async function countTables(console: Caller): Promise<number | undefined> {
  const { TableNames, LastEvaluatedTableName } = await console.call<Listed>("dynamodb", "ListTables", {
    Limit: MOST_NAMES,
  });
  return LastEvaluatedTableName === undefined ? TableNames.length : undefined;
}

/** @throws AwsError ResourceNotFoundException */
export async function readTable(console: Caller, TableName: string): Promise<TableView> {
  const [{ Table }, { TimeToLiveDescription }] = await Promise.all([
    console.call<{ Table: Omit<TableView, "ttl"> }>("dynamodb", "DescribeTable", { TableName }),
    console.call<{ TimeToLiveDescription?: { TimeToLiveStatus?: string; AttributeName?: string } }>(
      "dynamodb",
      "DescribeTimeToLive",
      { TableName },
    ),
  ]);
  const { TimeToLiveStatus: status = "DISABLED", AttributeName } = TimeToLiveDescription ?? {};
  return { ...Table, ttl: status.startsWith("ENABL") ? AttributeName : undefined };
}

export function indexesOf({
  GlobalSecondaryIndexes = [],
  LocalSecondaryIndexes = [],
}: TableView): readonly IndexView[] {
  return [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes];
}

/** `owner (S)` */
export function keyWords(
  { AttributeDefinitions }: TableView,
  schema: readonly KeyPart[],
  type: KeyPart["KeyType"],
) {
  const name = partOf(schema, type);
  if (name === undefined) return undefined;
  return `${name} (${typeOf({ AttributeDefinitions }, name)})`;
}

export function partOf(schema: readonly KeyPart[], type: KeyPart["KeyType"]): string | undefined {
  return schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
}

/** `S`, `N` or `B` */
export function typeOf(
  { AttributeDefinitions }: Pick<TableView, "AttributeDefinitions">,
  name: string,
): string {
  return AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? "S";
}

/** The engine counts items, and not their bytes. */
export function sizeWords({ ItemCount = 0, TableSizeBytes = 0 }: TableView): string {
  return ItemCount > 0 && TableSizeBytes === 0 ? "not counted" : sizeText(TableSizeBytes);
}

/** Names of the attributes that make the key, partition first. */
export function keyNames({ KeySchema }: Pick<TableView, "KeySchema">): readonly string[] {
  return (["HASH", "RANGE"] as const).flatMap((type) => partOf(KeySchema, type) ?? []);
}

export function keyOf(table: Pick<TableView, "KeySchema">, item: Item): Item {
  return Object.fromEntries(
    keyNames(table).flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
  );
}

/** @returns undefined when there is none */
export async function readItem(console: Caller, TableName: string, Key: Item): Promise<Item | undefined> {
  const { Item: found } = await console.call<{ Item?: Item }>("dynamodb", "GetItem", {
    TableName,
    Key,
    ConsistentRead: true,
  });
  return found;
}

/** One that was deleted since it was listed has no row. */
async function unlessGone<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
