import type { Caller } from "../caller.ts";

/** An attribute value as DynamoDB has it on the wire, e.g. `{"S": "x"}`. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** What other services need of DynamoDB's items; decided about as over the network, with every condition key. */
export interface TableItems {
  /** As `PutItem`. @throws AwsError of DynamoDB when the table is gone, or refuses the caller or the item */
  put(caller: Caller, tableName: string, item: Readonly<Record<string, AttributeValue>>): Promise<void>;
}
