import type { ScanInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOf } from "../access/attributes.ts";
import { itemQuestion } from "../access/question.ts";
import { forwardOnTable } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/**
 * Carries no `dynamodb:LeadingKeys`, as on AWS: policies that limit keys leave it out.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 */
export function Scan(dynamodb: DynamoDbContext): Operation<ScanInput> {
  return {
    name: "Scan",
    authorize: (input, { scope }) => [
      itemQuestion(dynamodb, scope, {
        action: "Scan",
        table: input.TableName,
        index: input.IndexName,
        attributes: () => attributesOf(input),
        parameters: input,
      }),
    ],
    run: (input) => forwardOnTable(dynamodb, "Scan", input),
  };
}
