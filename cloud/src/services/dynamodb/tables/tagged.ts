import { AwsError } from "../../../core/errors.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { nameOf, type Table } from "../shared/table.ts";

/** The table whose ARN it is. @throws ResourceNotFoundException */
export function taggedTable({ tables, scope }: DynamoDbContext, arn: string): Table {
  const table = arn.startsWith("arn:") ? tables.find(nameOf(scope, arn) ?? "") : undefined;
  if (table !== undefined) return table;
  throw new AwsError(
    "ResourceNotFoundException",
    `Requested resource not found: ResourcArn: ${arn} not found`,
  );
}
