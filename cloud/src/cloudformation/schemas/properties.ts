import { AwsError } from "../../core/errors.ts";
import type { Properties } from "../../core/ports/resource-provider.ts";
import { validationError } from "../shared/errors.ts";
import { coerceProperties } from "./coerce.ts";
import type { ResourceSchema } from "./schema.ts";
import { serviceRefusal } from "./service-constraints.ts";
import { violationsOf } from "./validate.ts";

/**
 * CFN-SCHEMA: properties as a provider gets them. Throws what CloudFormation says when they break the
 * published schema, then what the service's API says when they break its own constraints.
 */
export function checkedProperties(
  schema: ResourceSchema,
  logicalId: string,
  properties: Properties,
): Properties {
  const coerced = coerceProperties(schema, properties);
  const violations = violationsOf(schema, coerced);
  if (violations.length > 0) {
    throw validationError(
      `Properties validation failed for resource ${logicalId} with message:\n${violations.join("\n")}`,
    );
  }
  const refusal = serviceRefusal(schema, coerced);
  if (refusal !== undefined) throw new AwsError("ValidationException", refusal);
  return coerced;
}
