import { invalidParameter, untypedAttribute } from "../../shared/errors.ts";
import type { SchemaAttributeInput } from "./input.ts";
import type { SchemaAttribute } from "./pool.ts";

const MAX_STRING = 2_048;
const MAX_CUSTOM_ATTRIBUTES = 50;

const text = (name: string, bounds: { minLength: number; maxLength: number }): SchemaAttribute => ({
  name,
  type: "String",
  mutable: true,
  required: false,
  developerOnly: false,
  ...bounds,
});
const anyText = (name: string): SchemaAttribute => text(name, { minLength: 0, maxLength: MAX_STRING });
const flag = (name: string): SchemaAttribute => ({
  name,
  type: "Boolean",
  mutable: true,
  required: false,
  developerOnly: false,
});

/** Every pool's attributes, in the order DescribeUserPool lists them. */
export const STANDARD_ATTRIBUTES: readonly SchemaAttribute[] = [
  { ...text("sub", { minLength: 1, maxLength: MAX_STRING }), mutable: false, required: true },
  anyText("name"),
  anyText("given_name"),
  anyText("family_name"),
  anyText("middle_name"),
  anyText("nickname"),
  anyText("preferred_username"),
  anyText("profile"),
  anyText("picture"),
  anyText("website"),
  anyText("email"),
  flag("email_verified"),
  anyText("gender"),
  text("birthdate", { minLength: 10, maxLength: 10 }),
  anyText("zoneinfo"),
  anyText("locale"),
  anyText("phone_number"),
  flag("phone_number_verified"),
  anyText("address"),
  { name: "updated_at", type: "Number", mutable: true, required: false, developerOnly: false, minValue: 0 },
];

const STANDARD_NAMES: ReadonlySet<string> = new Set(STANDARD_ATTRIBUTES.map(({ name }) => name));

/** The schema of a new pool: the standard attributes as changed by `inputs`, then the custom ones. */
export function buildSchema(inputs: readonly SchemaAttributeInput[]): SchemaAttribute[] {
  const changes = new Map<string, SchemaAttributeInput>();
  const custom: SchemaAttributeInput[] = [];
  for (const input of inputs) {
    if (input.Name !== undefined && STANDARD_NAMES.has(input.Name)) changes.set(input.Name, input);
    else custom.push(input);
  }
  const standard = STANDARD_ATTRIBUTES.map((attribute) => {
    const change = changes.get(attribute.name);
    return change === undefined ? attribute : changedStandard(attribute, change);
  });
  return addCustomAttributes(standard, custom);
}

/** Appends custom attributes; throws InvalidParameterException for one that exists already. */
export function addCustomAttributes(
  schema: readonly SchemaAttribute[],
  inputs: readonly SchemaAttributeInput[],
): SchemaAttribute[] {
  const extended = [...schema];
  for (const input of inputs) {
    const attribute = customAttribute(input);
    if (extended.some(({ name }) => name === attribute.name)) {
      throw invalidParameter(`${attribute.name}: Existing attribute already has name ${attribute.name}.`);
    }
    extended.push(attribute);
  }
  if (extended.length - STANDARD_ATTRIBUTES.length > MAX_CUSTOM_ATTRIBUTES) {
    throw invalidParameter(`User pool cannot have more than ${MAX_CUSTOM_ATTRIBUTES} custom attributes.`);
  }
  return extended;
}

function changedStandard(attribute: SchemaAttribute, input: SchemaAttributeInput): SchemaAttribute {
  const otherType = input.AttributeDataType !== undefined && input.AttributeDataType !== attribute.type;
  if (otherType || input.DeveloperOnlyAttribute === true) {
    throw invalidParameter(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${attribute.name}`,
    );
  }
  return {
    ...attribute,
    mutable: input.Mutable ?? attribute.mutable,
    required: input.Required ?? attribute.required,
    ...boundsOf(input),
  };
}

function customAttribute(input: SchemaAttributeInput): SchemaAttribute {
  if (input.Name === undefined) throw invalidParameter("Attribute name cannot be empty.");
  if (input.AttributeDataType === undefined) {
    throw untypedAttribute();
  }
  if (input.Required === true) {
    throw invalidParameter("Required custom attributes are not supported currently.");
  }
  const developerOnly = input.DeveloperOnlyAttribute ?? false;
  return {
    name: `${developerOnly ? "dev:" : ""}custom:${input.Name}`,
    type: input.AttributeDataType,
    mutable: input.Mutable ?? true,
    required: false,
    developerOnly,
    ...boundsOf(input),
  };
}

type Bounds = Pick<SchemaAttribute, "minLength" | "maxLength" | "minValue" | "maxValue">;

function boundsOf(input: SchemaAttributeInput): Bounds {
  const { MinLength, MaxLength } = input.StringAttributeConstraints ?? {};
  const { MinValue, MaxValue } = input.NumberAttributeConstraints ?? {};
  const bounds: Bounds = {
    ...(MinLength === undefined ? {} : { minLength: boundary(MinLength, "MinLength") }),
    ...(MaxLength === undefined ? {} : { maxLength: boundary(MaxLength, "MaxLength") }),
    ...(MinValue === undefined ? {} : { minValue: boundary(MinValue, "MinValue") }),
    ...(MaxValue === undefined ? {} : { maxValue: boundary(MaxValue, "MaxValue") }),
  };
  assertSatisfiable(bounds);
  return bounds;
}

/** COG-18: bounds that no value keeps, or that no attribute may have, are refused. */
function assertSatisfiable({ minLength = 0, maxLength = MAX_STRING, minValue, maxValue }: Bounds): void {
  if (minLength > MAX_STRING || maxLength > MAX_STRING) {
    throw invalidParameter(`String attributes cannot have a length of more than ${MAX_STRING}.`);
  }
  if (minLength < 0 || maxLength < 0) throw invalidParameter("Length constraints cannot be negative.");
  if (minLength > maxLength) throw invalidParameter("MinLength cannot be greater than MaxLength.");
  if (minValue !== undefined && maxValue !== undefined && minValue > maxValue) {
    throw invalidParameter("MinValue cannot be greater than MaxValue.");
  }
}

function boundary(value: string, name: string): number {
  if (!/^-?\d+$/.test(value)) throw invalidParameter(`${name} must be a whole number.`);
  return Number(value);
}
