import { askAll } from "./ask.ts";
import type { DeployedDoor } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

/** Tables; policies of their own are refused by name. Listing them starts no engine. */
export async function readTables({ client, names, scope }: Source): Promise<DeployedDoor[]> {
  const tables = await askAll<string>(client, {
    service: "dynamodb",
    operation: "ListTables",
    member: "TableNames",
    token: ["ExclusiveStartTableName", "LastEvaluatedTableName"],
  });
  return byPlace(
    tables.map((name) => ({
      kind: "table",
      arn: `arn:aws:dynamodb:${scope.region}:${scope.accountId}:table/${name}`,
      place: names.placeOf(name),
      policy: undefined,
    })),
  );
}
