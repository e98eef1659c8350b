import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { mapAt } from "../expansion/expect.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import { isTruthy } from "../expansion/python.ts";
import type { EventOptions } from "../targets/event-options.ts";
import { allow, refusalOf, SECRET } from "./broker-statements.ts";

const REQUIRED = ["SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs"];
const SCHEMAS = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema";

/** What a function needs to read the schemas of its records, once the settings are checked. */
export function registryStatements(options: EventOptions): Value[] {
  const given = options.properties["SchemaRegistryConfig"];
  if (!isTruthy(given)) return [];
  const config = mapAt(given, "SchemaRegistryConfig", refusalOf(options));
  const secrets = checked(config, options).map(({ URI }) => allow([SECRET], URI ?? null));
  const uri = config["SchemaRegistryURI"] ?? null;
  const name = registryName(uri, options);
  if (name === undefined) return secrets;
  return [
    ...secrets,
    allow(["glue:GetRegistry"], uri),
    allow(["glue:GetSchemaVersion"], [{ "Fn::Sub": `${SCHEMAS}/${name}/*` }]),
  ];
}

/** Returns how the registry is accessed. */
function checked(config: ValueMap, options: EventOptions): ValueMap[] {
  const refuse = refusalOf(options);
  const missing = REQUIRED.find((name) => !Object.hasOwn(config, name));
  if (missing !== undefined) throw refuse(`Missing required field ${missing} in SchemaRegistryConfig`);
  const format = config["EventRecordFormat"];
  if (format !== "JSON" && format !== "SOURCE") {
    throw refuse("EventRecordFormat in SchemaRegistryConfig must be either 'JSON' or 'SOURCE'");
  }
  if (!Array.isArray(config["SchemaValidationConfigs"])) {
    throw refuse("SchemaValidationConfigs must be a list");
  }
  const accesses = config["AccessConfigs"];
  if (!isTruthy(accesses)) return [];
  if (!Array.isArray(accesses)) throw refuse("AccessConfigs in SchemaRegistryConfig must be a list");
  return accesses.map((one) => {
    if (isValueMap(one) && Object.hasOwn(one, "Type") && Object.hasOwn(one, "URI")) return one;
    throw refuse("Each AccessConfig must be a dict with 'Type' and 'URI' fields");
  });
}

/** The name in the ARN of a registry of Glue; other registries have none. */
function registryName(uri: Value, { context }: EventOptions): string | undefined {
  const resolved = isValueMap(uri) ? resolveParameterRefs(uri, context.parameters) : uri;
  const arn = isValueMap(resolved) ? resolved["Fn::Sub"] : resolved;
  if (typeof arn !== "string" || !arn.startsWith("arn")) return undefined;
  const place = arn.split(":")[5] ?? "";
  return place.startsWith("registry/") ? place.slice("registry/".length) : undefined;
}
