import type { PropertySchema } from "../../../core/ports/resource-provider.ts";

const KEY_SCHEMA = { AttributeName: true, KeyType: true } as const;
const PROJECTION = { ProjectionType: true, NonKeyAttributes: true } as const;
const THROUGHPUT = { ReadCapacityUnits: true, WriteCapacityUnits: true } as const;
const ON_DEMAND = { MaxReadRequestUnits: true, MaxWriteRequestUnits: true } as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const TABLE_PROPERTIES: { readonly [name: string]: PropertySchema } = {
  AttributeDefinitions: { AttributeName: true, AttributeType: true },
  BillingMode: true,
  DeletionProtectionEnabled: true,
  GlobalSecondaryIndexes: {
    IndexName: true,
    KeySchema: KEY_SCHEMA,
    Projection: PROJECTION,
    ProvisionedThroughput: THROUGHPUT,
    OnDemandThroughput: ON_DEMAND,
  },
  KeySchema: KEY_SCHEMA,
  LocalSecondaryIndexes: { IndexName: true, KeySchema: KEY_SCHEMA, Projection: PROJECTION },
  OnDemandThroughput: ON_DEMAND,
  ProvisionedThroughput: THROUGHPUT,
  StreamSpecification: { StreamViewType: true },
  TableClass: true,
  TableName: true,
  Tags: { Key: true, Value: true },
  TimeToLiveSpecification: { AttributeName: true, Enabled: true },
};
