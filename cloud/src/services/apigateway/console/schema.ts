/** A schema as JSON: its own keys are looked at only where they are objects of the expected kind. */
type Schema = Readonly<Record<string, unknown>>;

/** `message is required, a string; topic, a string` */
export function schemaWords(schema: Schema): string {
  const required = requiredOf(schema);
  return propertiesOf(schema)
    .map(([name, property]) => `${name}${required.has(name) ? " is required" : ""}${kindOf(property)}`)
    .join("; ");
}

/** A body with the required members, to begin with. */
export function sampleBody(schema: Schema): string {
  const required = requiredOf(schema);
  const members = propertiesOf(schema)
    .filter(([name]) => required.has(name))
    .map(([name, property]) => [name, sampleOf(property)] as const);
  return JSON.stringify(Object.fromEntries(members), undefined, 2);
}

function requiredOf({ required }: Schema): Set<unknown> {
  return new Set(Array.isArray(required) ? required : []);
}

function propertiesOf({ properties }: Schema): [string, Schema][] {
  if (typeof properties !== "object" || properties === null) return [];
  return Object.entries(properties).map(([name, value]) => [
    name,
    typeof value === "object" && value !== null ? (value as Schema) : {},
  ]);
}

function kindOf({ type, enum: values }: Schema): string {
  if (Array.isArray(values)) return `, one of ${values.map((each) => JSON.stringify(each)).join(", ")}`;
  if (typeof type !== "string") return "";
  return `, ${/^[aeio]/.test(type) ? "an" : "a"} ${type}`;
}

function sampleOf({ type, enum: values }: Schema): unknown {
  if (Array.isArray(values)) return values[0];
  const samples: Readonly<Record<string, unknown>> = {
    string: "",
    number: 0,
    integer: 0,
    boolean: false,
    array: [],
    object: {},
  };
  return typeof type === "string" && Object.hasOwn(samples, type) ? samples[type] : null;
}
