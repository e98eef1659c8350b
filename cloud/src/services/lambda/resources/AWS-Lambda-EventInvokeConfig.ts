import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  mapProperty,
  numberProperty,
  requiredTextProperty,
} from "../../../core/properties/property-values.ts";
import type { DestinationConfig } from "../../../wire/models/generated/lambda.types.ts";
import type { EventInvokeContext } from "../event-invoke/config.ts";
import { type EventInvokeInput, putInvokeConfig } from "../event-invoke/manager.ts";
import { type FunctionReference, parseReference } from "../functions/names.ts";
import { checked } from "./modelled.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
export function eventInvokeConfigProvider(lambda: EventInvokeContext): ResourceProvider {
  const referenceOf = (properties: Properties): FunctionReference =>
    parseReference(
      requiredTextProperty(properties, "FunctionName"),
      requiredTextProperty(properties, "Qualifier"),
      lambda.scope,
    );
  const save = (properties: Properties): ProvisionedResource => {
    const reference = referenceOf(properties);
    putInvokeConfig(lambda, reference, inputOf(properties));
    return { physicalId: `${reference.name}|${reference.qualifier}`, attributes: {} };
  };
  return {
    type: "AWS::Lambda::EventInvokeConfig",
    properties: {
      DestinationConfig: { OnFailure: { Destination: true }, OnSuccess: { Destination: true } },
      FunctionName: true,
      MaximumEventAgeInSeconds: true,
      MaximumRetryAttempts: true,
      Qualifier: true,
    },
    required: ["FunctionName", "Qualifier"],
    replaceOn: ["FunctionName", "Qualifier"],
    calls: (_context, change) => {
      const properties = change.kind === "update" ? change.after : change.properties;
      const { name: FunctionName, qualifier: Qualifier } = referenceOf(properties);
      const verb = change.kind === "delete" ? "Delete" : "Put";
      return [{ operation: `${verb}FunctionEventInvokeConfig`, input: { FunctionName, Qualifier } }];
    },
    create: async (context, properties) => context.commit(() => save(properties)),
    update: async (_context, _physicalId, _before, after) => save(after),
    delete: async (_context, physicalId) => {
      const [name = "", qualifier = ""] = physicalId.split("|");
      lambda.invokeConfigs.remove(name, qualifier);
    },
  };
}

function inputOf(properties: Properties): EventInvokeInput {
  const MaximumRetryAttempts = numberProperty(properties, "MaximumRetryAttempts");
  const MaximumEventAgeInSeconds = numberProperty(properties, "MaximumEventAgeInSeconds");
  const destinations = mapProperty(properties, "DestinationConfig");
  return checked("PutFunctionEventInvokeConfig", {
    ...(MaximumRetryAttempts === undefined ? {} : { MaximumRetryAttempts }),
    ...(MaximumEventAgeInSeconds === undefined ? {} : { MaximumEventAgeInSeconds }),
    // The members are those of the API.
    ...(destinations === undefined ? {} : { DestinationConfig: destinations as DestinationConfig }),
  });
}
