import { regionalArn } from "../../../core/arns.ts";
import { AwsError } from "../../../core/errors.ts";
import type { FindFunctionUrl } from "../../../core/ports/function-urls.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { GetResourceInput } from "../../../wire/models/generated/cloudcontrol.types.ts";
import type { Operation } from "../../../wire/operation.ts";

const FUNCTION_URL = "AWS::Lambda::Url";

interface Dependencies {
  readonly randomness: Randomness;
  readonly findFunctionUrl: FindFunctionUrl;
}

/**
 * A function's URL by the function's name or ARN. The service reads with the rights of who asks.
 * @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResource.html
 */
export function getResource({ randomness, findFunctionUrl }: Dependencies): Operation<GetResourceInput> {
  return {
    name: "GetResource",
    unsupportedMembers: ["TypeVersionId", "RoleArn"],
    authorize: ({ TypeName, Identifier }, { scope }) => {
      const asked = { action: "cloudformation:GetResource", resource: "*" };
      if (TypeName !== FUNCTION_URL) return [asked];
      const resource =
        findFunctionUrl(Identifier)?.functionArn ??
        (Identifier.startsWith("arn:") ? Identifier : regionalArn(scope, "lambda", `function:${Identifier}`));
      return [asked, { action: "lambda:GetFunctionUrlConfig", resource }];
    },
    run: ({ TypeName, Identifier }) => {
      if (TypeName !== FUNCTION_URL) {
        throw new AwsError(
          "UnsupportedActionException",
          `GetResource of ${TypeName} is not supported by Portcullis. See docs/gaps.md.`,
        );
      }
      const found = findFunctionUrl(Identifier);
      if (found === undefined) {
        throw new AwsError(
          "ResourceNotFoundException",
          `AWS::Lambda::Url Handler returned status FAILED: Resource of type 'AWS::Lambda::Url' with identifier '${Identifier}' was not found. (HandlerErrorCode: NotFound, RequestToken: ${randomness.uuid()})`,
        );
      }
      const description = { Identifier: found.functionArn, Properties: JSON.stringify(found.properties) };
      return { TypeName, ResourceDescription: description };
    },
  };
}
