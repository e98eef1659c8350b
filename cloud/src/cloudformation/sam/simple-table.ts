import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import {
  addResource,
  type ExpansionContext,
  keptOn,
  type ServerlessResource,
  tagList,
} from "./expansion/expansion-context.ts";
import { presentAt } from "./expansion/expect.ts";
import { isTruthy } from "./expansion/python.ts";

const TYPES: ReadonlyMap<Value, string> = new Map<Value, string>([
  ["String", "S"],
  ["Number", "N"],
  ["Binary", "B"],
]);

/** AWS::Serverless::SimpleTable → a table with one key. */
export function expandSimpleTable(resource: ServerlessResource, context: ExpansionContext): void {
  const { logicalId, body, properties } = resource;
  const { name, type } = primaryKey(resource);
  const ifSet = (property: string) => {
    const value = properties[property];
    return isTruthy(value) ? value : undefined;
  };
  const throughput = ifSet("ProvisionedThroughput");
  addResource(context, logicalId, {
    id: logicalId,
    type: "AWS::DynamoDB::Table",
    attributes: keptOn(body),
    properties: {
      AttributeDefinitions: [{ AttributeName: name, AttributeType: type }],
      KeySchema: [{ AttributeName: name, KeyType: "HASH" }],
      BillingMode: throughput === undefined ? "PAY_PER_REQUEST" : undefined,
      PointInTimeRecoverySpecification: ifSet("PointInTimeRecoverySpecification"),
      ProvisionedThroughput: throughput,
      SSESpecification: ifSet("SSESpecification"),
      TableName: ifSet("TableName"),
      Tags: isTruthy(properties["Tags"]) ? tagList(properties["Tags"]) : undefined,
    },
  });
}

function primaryKey({ logicalId, properties }: ServerlessResource): { name: Value; type: string } {
  const key = properties["PrimaryKey"];
  if (!isValueMap(key) || !isTruthy(key)) return { name: "id", type: "S" };
  const refuse = (message: string) => invalidResource(logicalId, message);
  const name = presentAt(key["Name"], "PrimaryKey.Name", refuse);
  const given = presentAt(key["Type"], "PrimaryKey.Type", refuse);
  const type = TYPES.get(given);
  if (type === undefined) throw refuse(`Invalid 'Type' "${String(given)}".`);
  return { name, type };
}
