import { expect, test } from "vitest";
import { modelledInput } from "../../../wire/models/index.ts";
import { modelledMembers } from "./forwarded-input.ts";

test("DDB-6 only members of AWS's model go to the engine; values of attributes stay as they are", () => {
  const item = JSON.parse(
    '{"owner":{"S":"ann","x":"y"},"__proto__":{"M":{"tableName":{"S":"a"}}}}',
  ) as object;
  const input = {
    tableName: "people",
    TransactItems: [{ Put: { TableName: "orders", table_name: "people", Item: item }, put: {} }],
  };

  expect(modelledMembers(modelledInput("dynamodb", "TransactWriteItems"), input)).toEqual({
    TransactItems: [{ Put: { TableName: "orders", Item: item } }],
  });
});
