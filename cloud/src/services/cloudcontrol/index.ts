/**
 * AWS Cloud Control API: as much of it as `sam list endpoints` asks.
 *
 * **Gaps** Resources are made, changed and listed through CloudFormation and the services' own
 * operations only; all the operations for it are refused by name.
 *
 * **By design** `GetResource` knows `AWS::Lambda::Url`, and asks what Lambda asks of who reads it.
 *
 * **Client quirks** SAM CLI takes ResourceNotFoundException for "no URL" and gives up on any other.
 */
import type { FindFunctionUrl } from "../../core/ports/function-urls.ts";
import type { Randomness } from "../../core/randomness.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../wire/protocols/aws-json.ts";
import { getResource } from "./operations/GetResource.ts";

export interface CloudControlDependencies extends PipelineDependencies {
  readonly randomness: Randomness;
  readonly findFunctionUrl: FindFunctionUrl;
}

export function createCloudControlService(dependencies: CloudControlDependencies): ServedService {
  return serve(
    {
      name: "cloudcontrol",
      signingNames: ["cloudcontrolapi"],
      body: AWS_JSON_BODY_LIMIT,
      protocol: awsJson({
        targetPrefix: "CloudApiService",
        version: "1.0",
        operations: [getResource(dependencies)],
        model: "cloudcontrol",
      }),
    },
    dependencies,
  );
}
