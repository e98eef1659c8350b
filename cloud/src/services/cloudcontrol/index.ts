/**
 * AWS Cloud Control API: as much of it as `sam list endpoints` asks.
 *
 * **Gaps** Resources are made, changed and listed through CloudFormation and the services' own
 * operations only; all the operations for it are refused by name.
 *
 * **By design** `GetResource` knows `AWS::Lambda::Url`, which no function of this cloud has.
 *
 * **Client quirks** SAM CLI takes ResourceNotFoundException for "no URL" and gives up on any other.
 */
import type { Scope } from "../../core/arns.ts";
import type { Logger } from "../../core/logger.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Authentication } from "../../wire/authentication.ts";
import { createAwsJsonService } from "../../wire/aws-json/service.ts";
import type { HttpService } from "../../wire/http.ts";
import { operationRegistry } from "../../wire/operation.ts";
import { getResource } from "./operations/GetResource.ts";

export interface CloudControlDependencies {
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly scope: Scope;
  readonly randomness: Randomness;
  readonly logger: Logger;
}

const UNSUPPORTED_OPERATIONS: ReadonlySet<string> = new Set([
  "CancelResourceRequest",
  "CreateResource",
  "DeleteResource",
  "GetResourceRequestStatus",
  "ListResourceRequests",
  "ListResources",
  "UpdateResource",
]);

export function createCloudControlService(dependencies: CloudControlDependencies): HttpService {
  const { authentication, authorization, logger, randomness, scope } = dependencies;
  return createAwsJsonService({
    targetPrefix: "CloudApiService",
    actionPrefix: "cloudformation",
    signingNames: ["cloudcontrolapi"],
    version: "1.0",
    operations: operationRegistry([getResource(randomness)]),
    unsupportedOperations: UNSUPPORTED_OPERATIONS,
    authentication,
    authorization,
    scope,
    logger,
  });
}
