import type { Properties, ResourceProvider } from "../../core/ports/resource-provider.ts";
import { coerceProperties } from "../schemas/coerce.ts";
import { checkedProperties } from "../schemas/properties.ts";
import type { ResourceRecord } from "./records.ts";
import type { StackOperation } from "./stack-operation.ts";
import { assertRequired } from "./support.ts";

/** Properties that are to be applied, held against the schema of their type. */
export async function checkedInput(
  operation: StackOperation,
  provider: ResourceProvider,
  { type, logicalId, properties }: Pick<ResourceRecord, "type" | "logicalId" | "properties">,
): Promise<Properties> {
  const schema = await operation.deps.schemas(type);
  const input = schema === undefined ? properties : checkedProperties(schema, logicalId, properties);
  assertRequired(provider, input);
  return input;
}

/** Properties that were applied before, in the same form: they are taken as they are. */
export async function providerInput(
  operation: StackOperation,
  { type, properties }: Pick<ResourceRecord, "type" | "properties">,
): Promise<Properties> {
  const schema = await operation.deps.schemas(type);
  return schema === undefined ? properties : coerceProperties(schema, properties);
}
