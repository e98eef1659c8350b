import type { ApiCall, ResourceChange } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty } from "../../../core/properties/property-values.ts";

/** Names of the operations that a change of something inside a pool stands for; what no update changes has none. */
interface PoolOperations {
  readonly create: string;
  readonly update?: string;
  readonly delete: string;
}

/** All of them are asked about the pool. */
export function poolCalls(change: ResourceChange, operations: PoolOperations): readonly ApiCall[] {
  const operation = operations[change.kind];
  const properties = change.kind === "update" ? change.after : change.properties;
  const input = { UserPoolId: requiredTextProperty(properties, "UserPoolId") };
  return operation === undefined ? [] : [{ operation, input }];
}
