/**
 * AWS Systems Manager: the Parameter Store.
 *
 * **Gaps** Labels, policies, allowed patterns, other data types than `text`, intelligent tiering and
 * public parameters are refused by name, as is everything of Systems Manager that is not the Parameter
 * Store.
 *
 * **By design** Every value is sealed at rest, not only that of a secure string, which is encrypted with
 * its key of KMS besides.
 *
 * **Client quirks** A parameter that is missing is refused without a message, as AWS does it.
 */
import type { Clock } from "../../core/clock.ts";
import type { CustomerKeys } from "../../core/ports/customer-keys.ts";
import type { ParameterReader } from "../../core/ports/parameter-reader.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Database } from "../../store/database.ts";
import { createSealer } from "../../store/sealing.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../wire/protocols/aws-json.ts";
import { AddTagsToResource } from "./operations/AddTagsToResource.ts";
import { DeleteParameter } from "./operations/DeleteParameter.ts";
import { DeleteParameters } from "./operations/DeleteParameters.ts";
import { DescribeParameters } from "./operations/DescribeParameters.ts";
import { GetParameter } from "./operations/GetParameter.ts";
import { GetParameterHistory } from "./operations/GetParameterHistory.ts";
import { GetParameters } from "./operations/GetParameters.ts";
import { GetParametersByPath } from "./operations/GetParametersByPath.ts";
import { ListTagsForResource } from "./operations/ListTagsForResource.ts";
import { PutParameter } from "./operations/PutParameter.ts";
import { RemoveTagsFromResource } from "./operations/RemoveTagsFromResource.ts";
import type { SsmContext } from "./parameters/context.ts";
import { tagsOfArn } from "./parameters/parameter.ts";
import { createParameterReader } from "./parameters/reader.ts";
import { createParameterStore } from "./parameters/store.ts";
import { parameterProvider } from "./resources/AWS-SSM-Parameter.ts";

export interface SsmDependencies extends PipelineDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly customerKeys: CustomerKeys;
  /** 32 bytes from which the keys of the values are derived. */
  readonly masterKey: Buffer;
}

export interface SsmPorts {
  readonly parameterReader: ParameterReader;
}

export interface SsmService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
  readonly ports: SsmPorts;
}

/** Every operation needs a signature and a policy that lets the caller [SSM-1]. */
export function createSsmService(dependencies: SsmDependencies): SsmService {
  const { clock, customerKeys, database, masterKey, scope } = dependencies;
  const parameters = createParameterStore(database, createSealer(masterKey, "ssm/parameters"));
  const ssm: SsmContext = {
    parameters,
    customerKeys,
    ciphertexts: createSealer(masterKey, "ssm/ciphertexts"),
    scope,
    clock,
  };
  const http = serve(
    {
      name: "ssm",
      signingNames: ["ssm"],
      body: AWS_JSON_BODY_LIMIT,
      tagsOf: (arn) => tagsOfArn(arn, ssm),
      protocol: awsJson({
        targetPrefix: "AmazonSSM",
        version: "1.1",
        invalid: "ValidationException",
        operations: [
          AddTagsToResource(ssm),
          DeleteParameter(ssm),
          DeleteParameters(ssm),
          DescribeParameters(ssm),
          GetParameter(ssm),
          GetParameterHistory(ssm),
          GetParameters(ssm),
          GetParametersByPath(ssm),
          ListTagsForResource(ssm),
          PutParameter(ssm),
          RemoveTagsFromResource(ssm),
        ],
        model: "ssm",
      }),
    },
    dependencies,
  );
  return {
    http,
    resources: [parameterProvider(ssm)],
    ports: { parameterReader: createParameterReader(ssm) },
  };
}
