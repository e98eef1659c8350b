import { AwsError } from "../../../core/errors.ts";
import { refusalText } from "../../../web/settled.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import { keyInToken, tokenOf } from "./addresses.ts";
import { type IndexView, indexesOf, partOf, type TableView, typeOf } from "./read.ts";
import type { Item } from "./values.ts";

/** What is asked of a table: everything, or what has a key. */
export interface Asked {
  /** Name of an index; empty for the table itself. */
  readonly index: string;
  /** Of the partition key; empty for everything. */
  readonly partition: string;
  readonly comparison: Comparison | "";
  readonly sort: string;
  readonly descending: boolean;
  /** Where the page before ended. */
  readonly after: string;
}

export type Comparison = "=" | "<" | "<=" | ">" | ">=" | "begins";

export const COMPARISONS: readonly (readonly [Comparison, string])[] = [
  ["=", "is"],
  ["begins", "begins with"],
  ["<", "is less than"],
  ["<=", "is at most"],
  [">", "is more than"],
  [">=", "is at least"],
];

export interface ItemsPage {
  readonly items: readonly Item[];
  readonly next: string | undefined;
  /** AWS's words of a refusal. */
  readonly refusal?: string;
}

const ON_A_PAGE = 25;

export function askedIn(query: URLSearchParams): Asked {
  const comparison = query.get("is") ?? "";
  return {
    index: query.get("index") ?? "",
    partition: query.get("partition") ?? "",
    comparison: COMPARISONS.some(([each]) => each === comparison) ? (comparison as Comparison) : "",
    sort: query.get("sort") ?? "",
    descending: query.get("descending") !== null,
    after: query.get("after") ?? "",
  };
}

export function queryOf(asked: Asked): Readonly<Record<string, string | undefined>> {
  return {
    index: asked.index,
    partition: asked.partition,
    is: asked.sort === "" ? "" : asked.comparison,
    sort: asked.sort,
    descending: asked.descending ? "on" : "",
  };
}

/** A page of items, by Query where a partition is named, else by Scan. */
export async function readItems(
  console: Pick<ConsoleContext, "call">,
  table: TableView,
  asked: Asked,
): Promise<ItemsPage> {
  const start = asked.after === "" ? undefined : keyInToken(asked.after);
  const common = {
    TableName: table.TableName,
    Limit: ON_A_PAGE,
    ...(asked.index === "" ? {} : { IndexName: asked.index }),
    ...(start === undefined ? {} : { ExclusiveStartKey: start }),
  };
  try {
    const { Items = [], LastEvaluatedKey } = await console.call<{
      Items?: readonly Item[];
      LastEvaluatedKey?: Item;
    }>("dynamodb", asked.partition === "" ? "Scan" : "Query", { ...common, ...conditionOf(table, asked) });
    return { items: Items, next: LastEvaluatedKey === undefined ? undefined : tokenOf(LastEvaluatedKey) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { items: [], next: undefined, refusal: refusalText(error) };
  }
}

function conditionOf(table: TableView, asked: Asked): object {
  if (asked.partition === "") return {};
  const schema = indexNamed(table, asked.index)?.KeySchema ?? table.KeySchema;
  const partition = partOf(schema, "HASH") ?? "";
  const sort = partOf(schema, "RANGE");
  const hasSort = sort !== undefined && asked.sort !== "";
  return {
    ScanIndexForward: !asked.descending,
    KeyConditionExpression: hasSort ? `#p = :p AND ${comparisonText(asked.comparison)}` : "#p = :p",
    ExpressionAttributeNames: { "#p": partition, ...(hasSort ? { "#s": sort } : {}) },
    ExpressionAttributeValues: {
      ":p": { [typeOf(table, partition)]: asked.partition },
      ...(hasSort ? { ":s": { [typeOf(table, sort)]: asked.sort } } : {}),
    },
  };
}

function comparisonText(comparison: Asked["comparison"]): string {
  return comparison === "begins" ? "begins_with(#s, :s)" : `#s ${comparison || "="} :s`;
}

function indexNamed(table: TableView, name: string): IndexView | undefined {
  return indexesOf(table).find(({ IndexName }) => IndexName === name);
}
