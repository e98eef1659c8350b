import { AwsError } from "../../../../core/errors.ts";
import type { AttributeValue } from "../../../../core/ports/table-items.ts";
import type { DynamoDBAction, DynamoDBv2Action } from "../../../../wire/models/generated/iot.types.ts";
import { iotErrors } from "../../shared/errors.ts";
import { isArray, isObject, type SqlValue } from "../sql/convert.ts";
import { type ActionKind, assumed, filled, type RuleRun } from "./action.ts";

/** Every member of the output is an attribute. @see https://docs.aws.amazon.com/iot/latest/developerguide/dynamodb-v2-rule-action.html */
export const dynamoDBv2: ActionKind<DynamoDBv2Action> = {
  failedAction: "DynamoDBv2Action",
  resource: ({ putItem }) => putItem?.tableName ?? "",
  role: ({ roleArn }) => roleArn,
  templates: ({ putItem }) => [putItem?.tableName ?? ""],
  check: ({ putItem }) => {
    if (putItem?.tableName === undefined) throw iotErrors.invalidRequest("putItem must name a table.");
  },
  run: async (run, { putItem, roleArn }) => {
    const { output } = run;
    const caller = assumed(run, roleArn);
    if (!isObject(output)) {
      throw new AwsError("InvalidRequestException", "The output of the statement is no JSON object");
    }
    const item = Object.fromEntries(Object.entries(output).map(([name, value]) => [name, attribute(value)]));
    await run.tableItems.put(caller, filled(run, putItem?.tableName ?? ""), item);
  },
};

/** The output is one attribute beside the keys. @see https://docs.aws.amazon.com/iot/latest/developerguide/dynamodb-rule-action.html */
export const dynamoDB: ActionKind<DynamoDBAction> = {
  failedAction: "DynamoDBAction",
  resource: ({ tableName }) => tableName,
  role: ({ roleArn }) => roleArn,
  templates: (given) =>
    [
      given.tableName,
      given.hashKeyField,
      given.hashKeyValue,
      given.rangeKeyField,
      given.rangeKeyValue,
      given.payloadField,
    ].filter((text) => text !== undefined),
  check: ({ operation = "INSERT", rangeKeyField, rangeKeyValue }) => {
    if (operation !== "INSERT") {
      throw iotErrors.unsupported(`The operation ${operation} of the action dynamoDB`);
    }
    if ((rangeKeyField === undefined) !== (rangeKeyValue === undefined)) {
      throw iotErrors.invalidRequest("rangeKeyField and rangeKeyValue go together.");
    }
  },
  run: async (run, given) => {
    const caller = assumed(run, given.roleArn);
    const { rangeKeyField, rangeKeyValue, payloadField = "payload" } = given;
    const range =
      rangeKeyField === undefined || rangeKeyValue === undefined
        ? {}
        : key(run, { field: rangeKeyField, value: rangeKeyValue, type: given.rangeKeyType });
    await run.tableItems.put(caller, filled(run, given.tableName), {
      [filled(run, payloadField)]: attribute(run.output),
      ...key(run, { field: given.hashKeyField, value: given.hashKeyValue, type: given.hashKeyType }),
      ...range,
    });
  },
};

interface KeyAttribute {
  readonly field: string;
  readonly value: string;
  readonly type: string | undefined;
}

function key(run: RuleRun, { field, value, type }: KeyAttribute): Readonly<Record<string, AttributeValue>> {
  return { [filled(run, field)]: { [type === "NUMBER" ? "N" : "S"]: filled(run, value) } };
}

/** A value of JSON as DynamoDB has it; bytes are binary. */
function attribute(value: SqlValue): AttributeValue {
  if (value === null || value === undefined) return { NULL: true };
  if (Buffer.isBuffer(value)) return { B: value.toString("base64") };
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (isArray(value)) return { L: value.map(attribute) };
  const members = isObject(value) ? Object.entries(value) : [];
  return { M: Object.fromEntries(members.map(([name, member]) => [name, attribute(member)])) };
}
