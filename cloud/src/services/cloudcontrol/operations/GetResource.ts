import { AwsError } from "../../../core/errors.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { GetResourceInput } from "../../../wire/models/generated/cloudcontrol.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";

const FUNCTION_URL = "AWS::Lambda::Url";

/**
 * Functions of this cloud have no URLs, so the answer for one is always AWS's for none.
 * @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResource.html
 */
export function getResource(randomness: Randomness): Operation<GetResourceInput> {
  return {
    name: "GetResource",
    unsupportedMembers: ["TypeVersionId", "RoleArn"],
    authorize: asks("cloudformation:GetResource", anyResource),
    run: ({ TypeName, Identifier }) => {
      if (TypeName !== FUNCTION_URL) {
        throw new AwsError(
          "UnsupportedActionException",
          `GetResource of ${TypeName} is not supported by Portcullis. See docs/gaps.md.`,
        );
      }
      throw new AwsError(
        "ResourceNotFoundException",
        `AWS::Lambda::Url Handler returned status FAILED: Resource of type 'AWS::Lambda::Url' with identifier '${Identifier}' was not found. (HandlerErrorCode: NotFound, RequestToken: ${randomness.uuid()})`,
      );
    },
  };
}
