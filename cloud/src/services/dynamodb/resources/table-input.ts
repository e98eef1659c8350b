import type { Properties } from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  mapProperty,
  mapsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type {
  CreateTableInput,
  GlobalSecondaryIndexUpdate,
  TimeToLiveSpecification,
  UpdateTableInput,
} from "../../../wire/models/generated/dynamodb.types.ts";
import { validationError } from "../shared/errors.ts";

/** The properties that CreateTable and UpdateTable take as they are. */
const SETTINGS = ["BillingMode", "ProvisionedThroughput", "OnDemandThroughput", "TableClass"] as const;

/** The template's properties as the input of CreateTable; their shapes are those of the type's schema. */
export function createInput(name: string, properties: Properties): CreateTableInput {
  return {
    TableName: name,
    ...picked(properties, [
      ...SETTINGS,
      "AttributeDefinitions",
      "KeySchema",
      "GlobalSecondaryIndexes",
      "LocalSecondaryIndexes",
    ]),
    ...(flagProperty(properties, "DeletionProtectionEnabled") === true
      ? { DeletionProtectionEnabled: true }
      : {}),
    ...(streamOf(properties) === undefined ? {} : { StreamSpecification: streamOf(properties) }),
  } as CreateTableInput;
}

/**
 * What UpdateTable has to change; undefined when nothing of it changed.
 * @throws ValidationException for more than CloudFormation does to indexes in one update
 */
export function updateInput(
  name: string,
  before: Properties,
  after: Properties,
): UpdateTableInput | undefined {
  const changed = SETTINGS.filter((setting) => differs(before[setting], after[setting]));
  const protection = (properties: Properties) =>
    flagProperty(properties, "DeletionProtectionEnabled") ?? false;
  const indexes = indexUpdates(before, after);
  const stream = streamOf(after);
  const input = {
    ...picked(after, changed),
    // A table that is given up to provisioned capacity needs both at once.
    ...(changed.includes("BillingMode") ? picked(after, ["ProvisionedThroughput"]) : {}),
    ...(changed.includes("BillingMode") && after["BillingMode"] === undefined
      ? { BillingMode: "PROVISIONED" }
      : {}),
    ...(protection(before) === protection(after) ? {} : { DeletionProtectionEnabled: protection(after) }),
    ...(differs(streamOf(before), stream) ? { StreamSpecification: stream ?? { StreamEnabled: false } } : {}),
    ...(indexes.length === 0
      ? {}
      : { GlobalSecondaryIndexUpdates: indexes, ...picked(after, ["AttributeDefinitions"]) }),
  };
  return Object.keys(input).length === 0 ? undefined : ({ TableName: name, ...input } as UpdateTableInput);
}

/** Where time to live has to change: to what. */
export function timeToLiveChange(before: Properties, after: Properties): TimeToLiveSpecification | undefined {
  const [had, wanted] = [timeToLive(before), timeToLive(after)];
  if (!differs(had, wanted)) return undefined;
  return wanted ?? (had?.Enabled === true ? { ...had, Enabled: false } : undefined);
}

function timeToLive(properties: Properties): TimeToLiveSpecification | undefined {
  const given = mapProperty(properties, "TimeToLiveSpecification");
  if (given === undefined) return undefined;
  return {
    Enabled: flagProperty(given, "Enabled") ?? false,
    AttributeName: textProperty(given, "AttributeName") ?? "",
  };
}

function streamOf(properties: Properties): { StreamEnabled: true; StreamViewType: string } | undefined {
  const given = mapProperty(properties, "StreamSpecification");
  const view = given === undefined ? undefined : textProperty(given, "StreamViewType");
  return view === undefined ? undefined : { StreamEnabled: true, StreamViewType: view };
}

function indexUpdates(before: Properties, after: Properties): GlobalSecondaryIndexUpdate[] {
  const [had, wanted] = [indexesOf(before), indexesOf(after)];
  const shape = (index: Properties | undefined) => index && [index["KeySchema"], index["Projection"]];
  const gone = [...had.keys()].filter((name) => differs(shape(had.get(name)), shape(wanted.get(name))));
  const made = [...wanted.keys()].filter((name) => differs(shape(had.get(name)), shape(wanted.get(name))));
  if (gone.length + made.length > 1) {
    throw validationError("Cannot perform more than one GSI creation or deletion in a single update");
  }
  const changed = [...wanted.keys()].filter(
    (name) => !made.includes(name) && differs(throughputOf(had.get(name)), throughputOf(wanted.get(name))),
  );
  return [
    ...gone.map((IndexName) => ({ Delete: { IndexName } })),
    ...made.map((name) => ({ Create: wanted.get(name) })),
    ...changed.map((IndexName) => ({ Update: { IndexName, ...throughputOf(wanted.get(IndexName)) } })),
  ] as GlobalSecondaryIndexUpdate[];
}

const throughputOf = (index: Properties = {}) =>
  picked(index, ["ProvisionedThroughput", "OnDemandThroughput"]);

function indexesOf(properties: Properties): ReadonlyMap<string, Properties> {
  return new Map(
    mapsProperty(properties, "GlobalSecondaryIndexes").map((index) => [
      textProperty(index, "IndexName") ?? "",
      index,
    ]),
  );
}

function picked(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = properties[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
