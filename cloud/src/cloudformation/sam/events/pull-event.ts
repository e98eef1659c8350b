import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidEvent } from "../expansion/errors.ts";
import { addResource, defined, passedOn } from "../expansion/expansion-context.ts";
import { mapAt } from "../expansion/expect.ts";
import { isTruthy } from "../expansion/python.ts";
import { isIntrinsic } from "../expansion/values.ts";
import { POLICY_ARN } from "../roles/policies.ts";
import { isSame } from "../roles/role.ts";
import { DESTINATION_POLICIES } from "../roles/role-policies.ts";
import type { EventOptions } from "../targets/event-options.ts";

/** Properties that go to the mapping as they are. */
const COPIED = [
  "BatchSize",
  "BisectBatchOnFunctionError",
  "Enabled",
  "FilterCriteria",
  "FunctionResponseTypes",
  "KmsKeyArn",
  "LoggingConfig",
  "MaximumBatchingWindowInSeconds",
  "MaximumRecordAgeInSeconds",
  "MaximumRetryAttempts",
  "MetricsConfig",
  "ParallelizationFactor",
  "ProvisionedPollerConfig",
  "Queues",
  "ScalingConfig",
  "SourceAccessConfigurations",
  "StartingPosition",
  "StartingPositionTimestamp",
  "Topics",
  "TumblingWindowInSeconds",
];

/** By the type a destination names: the policy to send there. */
const DESTINATIONS: ReadonlyMap<string, string> = new Map([
  ["SQS", "SQS"],
  ["SNS", "SNS"],
  ["S3", "S3Bucket"],
]);

export function expandSqs(options: EventOptions): void {
  addMapping(options, "Queue", "AWSLambdaSQSQueueExecutionRole");
}

export function expandKinesis(options: EventOptions): void {
  addMapping(options, "Stream", "AWSLambdaKinesisExecutionRole");
}

export function expandDynamoDb(options: EventOptions): void {
  addMapping(options, "Stream", "AWSLambdaDynamoDBExecutionRole");
}

function addMapping(options: EventOptions, source: string, managedPolicy: string): void {
  const { target, context, id, properties } = options;
  checkMapping(options);
  const servers = properties["KafkaBootstrapServers"];
  addResource(context, target.logicalId, {
    id,
    type: "AWS::Lambda::EventSourceMapping",
    attributes: passedOn(target.body),
    properties: {
      ...Object.fromEntries(COPIED.map((name) => [name, properties[name]])),
      FunctionName: target.name,
      EventSourceArn: properties[source],
      DestinationConfig: destinationConfig(options),
      SelfManagedEventSource: isTruthy(servers)
        ? { Endpoints: { KafkaBootstrapServers: servers } }
        : undefined,
    },
  });
  const arn = `${POLICY_ARN}service-role/${managedPolicy}`;
  const { managed } = target.role;
  if (!managed.includes(arn)) managed.push(arn);
}

function checkMapping({ target, id, eventId, type, properties }: EventOptions): void {
  const filter = properties["FilterCriteria"];
  if (isValueMap(filter) && isTruthy(filter) && !isIntrinsic(filter)) {
    if (Object.keys(filter).join() !== "Filters") {
      throw invalidEvent(target.logicalId, eventId, "FilterCriteria field has a wrong format");
    }
  }
  if (isTruthy(properties["ConsumerGroupId"])) {
    throw invalidEvent(
      target.logicalId,
      id,
      `Property ConsumerGroupId not defined for resource of type ${type}.`,
    );
  }
}

/** Where failed records go. The type is for the policy of the role only. */
function destinationConfig({ target, id, properties }: EventOptions): ValueMap | undefined {
  const config = properties["DestinationConfig"];
  if (!isValueMap(config) || !isTruthy(config)) return undefined;
  const refuse = (message: string) => invalidEvent(target.logicalId, id, message);
  const { Type: type, ...failure } = mapAt(config["OnFailure"], "DestinationConfig.OnFailure", refuse);
  if (isTruthy(type)) {
    if (type !== "Kafka" && !DESTINATIONS.has(String(type))) {
      throw refuse("The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'");
    }
    const policyFor = DESTINATION_POLICIES.get(DESTINATIONS.get(String(type)) ?? "");
    const policy = policyFor?.(failure["Destination"] ?? null, id);
    if (policy !== undefined) addPolicy(target.role.inline, policy);
  }
  return { ...config, OnFailure: defined(failure) };
}

function addPolicy(policies: Value[], policy: Value): void {
  const documentOf = (one: Value) => (isValueMap(one) ? (one["PolicyDocument"] ?? null) : null);
  if (!policies.some((other) => isSame(documentOf(other), documentOf(policy)))) policies.push(policy);
}
