import { AwsError } from "../../../core/errors.ts";
import type { Randomness } from "../../../core/randomness.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";

interface Input {
  readonly TypeName: string;
  readonly Identifier: string;
}

const FUNCTION_URL = "AWS::Lambda::Url";

/**
 * Functions of this cloud have no URLs, so the answer for one is always AWS's for none.
 * @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResource.html
 */
export function getResource(randomness: Randomness): Operation<Input> {
  return {
    name: "GetResource",
    authorize: asks("cloudformation:GetResource", anyResource),
    input: {
      TypeName: {
        type: "string",
        required: true,
        min: 10,
        max: 196,
        pattern: "[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}",
      },
      Identifier: { type: "string", required: true, min: 1, max: 1024 },
    },
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
