import { regionalArn, type Scope } from "../../../core/arns.ts";
import { type TableDescription, tableArn } from "./table.ts";

/** What an on-demand table is ready for from the start. */
const WARM = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };

/** The engine's description of a table as AWS has it: with this cloud's ARNs, in AWS's order. */
export function describedTable(scope: Scope, description: TableDescription): TableDescription {
  const { AttributeDefinitions: definitions, LatestStreamLabel: label } = description;
  const arn = tableArn(scope, description.TableName);
  const indexes = (["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] as const).flatMap((kind) => {
    const list = description[kind];
    return list === undefined
      ? []
      : [[kind, list.map((index) => ({ ...index, IndexArn: `${arn}/index/${index.IndexName}` }))]];
  });
  return {
    ...description,
    ...(definitions === undefined ? {} : { AttributeDefinitions: byName(definitions) }),
    TableArn: arn,
    ...Object.fromEntries(indexes),
    ...(label === undefined
      ? {}
      : { LatestStreamArn: `${arn}/stream/${streamLabel(label)}`, LatestStreamLabel: streamLabel(label) }),
    ...encryption(scope, description),
    DeletionProtectionEnabled: description["DeletionProtectionEnabled"] ?? false,
    ...(description["TableStatus"] === "ACTIVE" ? { WarmThroughput: warmThroughput(description) } : {}),
  };
}

/** The key that AWS would have made for the account. */
function encryption(scope: Scope, { SSEDescription: sse }: TableDescription): object {
  if (typeof sse !== "object" || sse === null || !("KMSMasterKeyArn" in sse)) return {};
  const key = String(sse.KMSMasterKeyArn).split(":").at(-1) ?? "";
  return { SSEDescription: { ...sse, KMSMasterKeyArn: regionalArn(scope, "kms", key) } };
}

function byName(definitions: unknown): unknown {
  if (!Array.isArray(definitions)) return definitions;
  const nameOf = (definition: { readonly AttributeName: string }) => definition.AttributeName;
  return [...definitions].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

function warmThroughput(description: TableDescription): object {
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = (description["ProvisionedThroughput"] ??
    {}) as { readonly ReadCapacityUnits?: number; readonly WriteCapacityUnits?: number };
  const units =
    read === undefined || read === 0 ? WARM : { ReadUnitsPerSecond: read, WriteUnitsPerSecond: write };
  return { ...units, Status: "ACTIVE" };
}

/** `1796005314.393056631` (seconds) → `2026-11-30T02:21:54.393` */
export function streamLabel(engineLabel: string): string {
  const [seconds = "0", fraction = ""] = engineLabel.split(".");
  const milliseconds = Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  return new Date(milliseconds).toISOString().replace("Z", "");
}
