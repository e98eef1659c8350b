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
import type { EventOptions, EventSource } from "../targets/event-options.ts";

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

/** What differs between the sources that Lambda polls. */
export interface PullSource {
  /** The property of the event that names the source; undefined where it has no ARN. */
  readonly source: string | undefined;
  readonly managedPolicy?: string;
  /** Whether its consumers are a group with an id. */
  readonly takesGroup?: boolean;
  /** What only mappings of this kind have. */
  readonly settings?: (options: EventOptions) => Readonly<Record<string, Value | undefined>>;
  /** The inline policy of the role, once the event is checked. */
  readonly policy?: (options: EventOptions) => Value | undefined;
}

export const SQS_EVENT = pullEvent({ source: "Queue", managedPolicy: "AWSLambdaSQSQueueExecutionRole" });

export const KINESIS_EVENT = pullEvent({ source: "Stream", managedPolicy: "AWSLambdaKinesisExecutionRole" });

export const DYNAMODB_EVENT = pullEvent({
  source: "Stream",
  managedPolicy: "AWSLambdaDynamoDBExecutionRole",
});

/** The event of a source that Lambda polls. */
export function pullEvent(source: PullSource): EventSource {
  return { expand: (options) => addMapping(options, source) };
}

function addMapping(
  options: EventOptions,
  { source, managedPolicy, takesGroup = false, settings, policy }: PullSource,
): void {
  const { target, context, id, properties } = options;
  checkMapping(options, takesGroup);
  const { config, policy: forFailures } = destination(options);
  const servers = properties["KafkaBootstrapServers"];
  addResource(context, target.logicalId, {
    id,
    type: "AWS::Lambda::EventSourceMapping",
    attributes: passedOn(target.body),
    properties: {
      ...Object.fromEntries(COPIED.map((name) => [name, properties[name]])),
      FunctionName: target.name,
      EventSourceArn: source === undefined ? undefined : properties[source],
      DestinationConfig: config,
      SelfManagedEventSource: isTruthy(servers)
        ? { Endpoints: { KafkaBootstrapServers: servers } }
        : undefined,
      ...settings?.(options),
    },
  });
  const forSource = policy?.(options);
  const arn = `${POLICY_ARN}service-role/${String(managedPolicy)}`;
  const { managed, inline } = target.role;
  if (managedPolicy !== undefined && !managed.includes(arn)) managed.push(arn);
  for (const one of [forSource, forFailures]) if (one !== undefined) addPolicy(inline, one);
}

function checkMapping({ target, id, eventId, type, properties }: EventOptions, takesGroup: boolean): void {
  const filter = properties["FilterCriteria"];
  if (isValueMap(filter) && isTruthy(filter) && !isIntrinsic(filter)) {
    if (Object.keys(filter).join() !== "Filters") {
      throw invalidEvent(target.logicalId, eventId, "FilterCriteria field has a wrong format");
    }
  }
  if (isTruthy(properties["ConsumerGroupId"]) && !takesGroup) {
    throw invalidEvent(
      target.logicalId,
      id,
      `Property ConsumerGroupId not defined for resource of type ${type}.`,
    );
  }
}

interface Destination {
  readonly config?: ValueMap;
  readonly policy?: Value | undefined;
}

/** Where failed records go. The type is for the policy of the role only. */
function destination({ target, id, properties }: EventOptions): Destination {
  const config = properties["DestinationConfig"];
  if (!isValueMap(config) || !isTruthy(config)) return {};
  const refuse = (message: string) => invalidEvent(target.logicalId, id, message);
  const { Type: type, ...failure } = mapAt(config["OnFailure"], "DestinationConfig.OnFailure", refuse);
  const written = { ...config, OnFailure: defined(failure) };
  if (!isTruthy(type)) return { config: written };
  if (type !== "Kafka" && !DESTINATIONS.has(String(type))) {
    throw refuse("The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'");
  }
  const policyFor = DESTINATION_POLICIES.get(DESTINATIONS.get(String(type)) ?? "");
  return { config: written, policy: policyFor?.(failure["Destination"] ?? null, id) };
}

function addPolicy(policies: Value[], policy: Value): void {
  const documentOf = (one: Value) => (isValueMap(one) ? (one["PolicyDocument"] ?? null) : null);
  if (!policies.some((other) => isSame(documentOf(other), documentOf(policy)))) policies.push(policy);
}
