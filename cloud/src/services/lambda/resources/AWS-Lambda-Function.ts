import type {
  ApiCall,
  Properties,
  PropertySchema,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
  Value,
} from "../../../core/ports/resource-provider.ts";
import {
  givenTags,
  numberProperty,
  requiredTextProperty,
  tagChanges,
  tagsProperty,
  textProperty,
  textsProperty,
} from "../../../core/properties/property-values.ts";
import type { Architecture, CreateFunctionRequest } from "../../../wire/models/generated/lambda.types.ts";
import { assertZip, type CodeSource } from "../code/code-source.ts";
import { reserveConcurrency } from "../functions/concurrency.ts";
import type { FunctionsContext } from "../functions/context.ts";
import {
  deleteFunction,
  prepareFunction,
  requireFunction,
  updateCode,
  updateConfiguration,
} from "../functions/manager.ts";
import { functionArn, parseReference } from "../functions/names.ts";
import { SETTINGS, type SettingsInput } from "../functions/settings.ts";
import { zipInlineCode } from "./inline-code.ts";
import { withoutInsights } from "./insights-layers.ts";
import { checked } from "./modelled.ts";

const SCHEMA: Readonly<Record<string, PropertySchema>> = {
  Architectures: true,
  Code: { S3Bucket: true, S3Key: true, S3ObjectVersion: true, ZipFile: true },
  DeadLetterConfig: { TargetArn: true },
  Description: true,
  Environment: { Variables: { "*": true } },
  EphemeralStorage: { Size: true },
  FunctionName: true,
  Handler: true,
  Layers: true,
  LoggingConfig: { ApplicationLogLevel: true, LogFormat: true, LogGroup: true, SystemLogLevel: true },
  MemorySize: true,
  PackageType: true,
  ReservedConcurrentExecutions: true,
  Role: true,
  Runtime: true,
  Tags: { Key: true, Value: true },
  Timeout: true,
  TracingConfig: { Mode: true },
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export function functionProvider(lambda: FunctionsContext): ResourceProvider {
  return withoutInsights(lambda.scope, providerOfFunctions(lambda));
}

function providerOfFunctions(lambda: FunctionsContext): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => ({
    physicalId: name,
    attributes: { Arn: functionArn(lambda.scope, { name, qualifier: "" }) },
  });
  return {
    type: "AWS::Lambda::Function",
    properties: SCHEMA,
    required: ["Code", "Role"],
    replaceOn: ["FunctionName", "PackageType"],
    calls: (context, change) => {
      if (change.kind === "create") return callsOfNew(context, change.properties);
      const { physicalId: FunctionName } = change;
      if (change.kind === "delete") return [{ operation: "DeleteFunction", input: { FunctionName } }];
      const { before, after } = change;
      const changesCode = differs(before, after, "Code") || differs(before, after, "Architectures");
      return [
        {
          operation: "UpdateFunctionConfiguration",
          input: {
            FunctionName,
            Role: textProperty(after, "Role"),
            Layers: differs(before, after, "Layers") ? textsProperty(after, "Layers") : [],
          },
        },
        ...(changesCode
          ? [{ operation: "UpdateFunctionCode", input: { FunctionName, ...asObject(after["Code"]) } }]
          : []),
        ...(differs(before, after, "ReservedConcurrentExecutions")
          ? [concurrencyCall(FunctionName, after)]
          : []),
        ...tagCalls(lambda, FunctionName, givenTags(context.tags, after)),
      ];
    },
    create: async (context, properties) => {
      const given = nameOf(context, properties);
      const { name } = parseReference(given, "", lambda.scope);
      const save = await prepareFunction(lambda, context.caller, {
        ...settingsOf(properties),
        FunctionName: name,
        Code: codeOf(properties),
        Tags: tagsOf(context, properties),
        ...architecturesOf(properties),
      });
      return context.commit(() => {
        save();
        reserve(lambda, name, properties);
        return provisioned(name);
      });
    },
    update: async (context, name, before, after) => {
      await updateConfiguration(lambda, name, resetting(before, after));
      if (differs(before, after, "Code") || differs(before, after, "Architectures")) {
        const { caller } = context;
        await updateCode(lambda, name, { caller, ...codeOf(after), ...architecturesOf(after) });
      }
      // CFN-ASKED
      if (differs(before, after, "ReservedConcurrentExecutions")) reserve(lambda, name, after);
      lambda.store.save({ ...requireFunction(lambda, name), tags: tagsOf(context, after) });
      return provisioned(name);
    },
    delete: async (_context, name) => {
      if (lambda.store.find(name) !== undefined) deleteFunction(lambda, name, "");
    },
  };
}

function nameOf(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "FunctionName") ?? context.generateName({ maxLength: 64 });
}

function callsOfNew(context: ResourceContext, properties: Properties): readonly ApiCall[] {
  const FunctionName = nameOf(context, properties);
  const input = {
    ...settingsOf(properties),
    FunctionName,
    Code: codeOf(properties),
    Tags: givenTags(context.tags, properties),
  };
  return [
    { operation: "CreateFunction", input },
    ...(properties["ReservedConcurrentExecutions"] === undefined
      ? []
      : [concurrencyCall(FunctionName, properties)]),
  ];
}

/** The stack's own tags among them: what the function has tells what changes. */
function tagCalls(
  lambda: FunctionsContext,
  name: string,
  wanted: Record<string, string>,
): readonly ApiCall[] {
  const Resource = functionArn(lambda.scope, { name, qualifier: "" });
  const { tags: Tags, keys: TagKeys } = tagChanges(lambda.store.find(name)?.tags ?? {}, wanted);
  return [
    ...(Object.keys(Tags).length === 0 ? [] : [{ operation: "TagResource", input: { Resource, Tags } }]),
    ...(TagKeys.length === 0 ? [] : [{ operation: "UntagResource", input: { Resource, TagKeys } }]),
  ];
}

function concurrencyCall(FunctionName: string, properties: Properties): ApiCall {
  const isReserved = properties["ReservedConcurrentExecutions"] !== undefined;
  const operation = isReserved ? "PutFunctionConcurrency" : "DeleteFunctionConcurrency";
  return { operation, input: { FunctionName } };
}

function reserve(lambda: FunctionsContext, name: string, properties: Properties): void {
  const reserved = numberProperty(properties, "ReservedConcurrentExecutions");
  if (requireFunction(lambda, name).reservedConcurrency !== reserved) {
    reserveConcurrency(lambda, name, reserved);
  }
}

/** What a property goes back to when a template no longer gives it. */
const DEFAULTS: SettingsInput = {
  Description: "",
  Timeout: 3,
  MemorySize: 128,
  Environment: {},
  TracingConfig: { Mode: "PassThrough" },
  EphemeralStorage: { Size: 512 },
  Layers: [],
  DeadLetterConfig: { TargetArn: "" },
};

/** Layers that stay need not be there any more. */
function resetting(before: Properties, after: Properties): SettingsInput {
  const { Layers, ...others } = settingsOf(after);
  const isOther = Layers !== undefined && differs(before, after, "Layers");
  const settings = isOther ? { ...others, Layers } : others;
  const removed = Object.entries(DEFAULTS).filter(
    ([name]) => before[name] !== undefined && after[name] === undefined,
  );
  return { ...settings, ...Object.fromEntries(removed) };
}

const NUMBERS = ["Timeout", "MemorySize"] as const;

/** Settings with the types the API takes: templates may hold numbers as text. */
function settingsOf(properties: Properties): SettingsInput {
  assertZip(properties["PackageType"]);
  const settings: Record<string, unknown> = {};
  for (const name of SETTINGS) {
    if (properties[name] !== undefined && properties[name] !== null) settings[name] = properties[name];
  }
  for (const name of NUMBERS) {
    if (settings[name] !== undefined) settings[name] = numberProperty(properties, name);
  }
  const storage = asObject(properties["EphemeralStorage"]);
  if (storage !== undefined) settings["EphemeralStorage"] = { Size: numberProperty(storage, "Size") };
  const variables = asObject(asObject(properties["Environment"])?.["Variables"]);
  if (variables !== undefined) settings["Environment"] = { Variables: textValues(variables) };
  return checked("UpdateFunctionConfiguration", settings) as SettingsInput;
}

function codeOf(properties: Properties): CodeSource {
  const code = asObject(properties["Code"]) ?? {};
  const inline = textProperty(code, "ZipFile");
  if (inline === undefined) return checked("UpdateFunctionCode", code) as CodeSource;
  return { ZipFile: zipInlineCode(inline, textProperty(properties, "Runtime") ?? "").toString("base64") };
}

function architecturesOf(properties: Properties): Pick<CreateFunctionRequest, "Architectures"> {
  const list = properties["Architectures"];
  if (!Array.isArray(list)) return {};
  return checked("UpdateFunctionCode", { Architectures: list as Architecture[] });
}

function tagsOf(context: ResourceContext, properties: Properties): Record<string, string> {
  return { ...context.tags, ...tagsProperty(properties) };
}

function differs(before: Properties, after: Properties, name: string): boolean {
  return JSON.stringify(before[name]) !== JSON.stringify(after[name]);
}

function textValues(values: Readonly<Record<string, Value>>): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, requiredTextProperty(values, name)]));
}

function asObject(value: Value | undefined): Record<string, Value> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
