import { isOfHere, parseArn } from "../../core/arns.ts";
import type {
  ApiCall,
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../core/ports/resource-provider.ts";
import { CUSTOM_RESOURCE } from "../engine/support.ts";
import { notSupported, validationError } from "../shared/errors.ts";
import type { Conversations } from "./custom/conversation.ts";
import { functionArnOf, serviceTimeoutSeconds } from "./custom/request.ts";
import { type CustomResponse, resourceOf } from "./custom/response.ts";

/** Longest physical id that CloudFormation makes up. */
const ID_LENGTH = 128;

/**
 * A resource that a function of the template makes: `AWS::CloudFormation::CustomResource` and `Custom::*`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export function customResourceProvider(conversations: Conversations): ResourceProvider {
  return {
    type: CUSTOM_RESOURCE,
    properties: { "*": true },
    required: ["ServiceToken"],
    replaceOn: [],
    untagged: true,
    replacesItself: true,
    // CFN-CUSTOM-INVOKE
    calls: (_context, change) => [invocationOf(change.kind === "update" ? change.after : change.properties)],
    create: (context, properties) => create(conversations, context, properties),
    foresee: (context, properties) => {
      const functionArn = functionArnOf(properties);
      const arn = parseArn(functionArn);
      if (arn === undefined || !isOfHere(arn, context.scope)) {
        throw notSupported("A function of another account or region as ServiceToken of a custom resource");
      }
      conversations.assertFunction(context, functionArn);
    },
    update: async (context, physicalId, before, after) => {
      if (before["ServiceToken"] !== after["ServiceToken"]) {
        throw validationError("Modifying service token is not allowed.");
      }
      const response = await conversations.ask(context, {
        RequestType: "Update",
        ResourceType: context.type ?? CUSTOM_RESOURCE,
        PhysicalResourceId: physicalId,
        properties: after,
        oldProperties: before,
      });
      return resourceOf(...succeeded(response));
    },
    delete: async (context, physicalId, properties) => {
      const response = await conversations.ask(context, {
        RequestType: "Delete",
        ResourceType: context.type ?? CUSTOM_RESOURCE,
        PhysicalResourceId: physicalId,
        properties,
      });
      succeeded(response);
    },
  };
}

/** From the moment the function may have made something, a rollback asks it to delete that. */
async function create(
  conversations: Conversations,
  context: ResourceContext,
  properties: Properties,
): Promise<ProvisionedResource> {
  serviceTimeoutSeconds(properties);
  const keep = (physicalId: string) => context.commit(() => ({ physicalId, attributes: {} }));
  keep(context.generateName({ maxLength: ID_LENGTH }));
  const response = await conversations.ask(context, {
    RequestType: "Create",
    ResourceType: context.type ?? CUSTOM_RESOURCE,
    properties,
  });
  if (response.physicalId !== undefined) keep(response.physicalId);
  const [physicalId] = succeeded(response);
  return context.commit(() => resourceOf(physicalId, response));
}

function invocationOf(properties: Properties): ApiCall {
  return {
    operation: "Invoke",
    input: { FunctionName: functionArnOf(properties) },
    serviceOf: "AWS::Lambda::Function",
  };
}

/** @throws AwsError ValidationError with the reason that the function gives */
function succeeded(response: CustomResponse): [physicalId: string, response: CustomResponse] {
  if (response.succeeded) return [response.physicalId ?? "", response];
  throw validationError(
    `Received response status [FAILED] from custom resource. Message returned: ${response.reason} (RequestId: ${response.requestId})`,
  );
}
