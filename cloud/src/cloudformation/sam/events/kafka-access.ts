import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import { mapAt } from "../expansion/expect.ts";
import { isTruthy } from "../expansion/python.ts";
import { isIntrinsic } from "../expansion/values.ts";
import type { EventOptions } from "../targets/event-options.ts";
import { allow, kmsStatements, NETWORK, refusalOf, SECRET } from "./broker-statements.ts";
import { registryStatements } from "./schema-registry.ts";

const CONFIGURATIONS = "SourceAccessConfigurations";
const WITH_SECRET = [
  "SASL_SCRAM_256_AUTH",
  "SASL_SCRAM_512_AUTH",
  "BASIC_AUTH",
  "CLIENT_CERTIFICATE_TLS_AUTH",
  "OAUTHBEARER_AUTH",
];
const WITHOUT_SECRET = ["IAM_AUTH", "IAM_OAUTHBEARER_AUTH"];
/** Types beside the sign-in, each with a URI; it is named in what refuses it. */
const OTHERS = [
  "OAUTHBEARER_AUDIENCE",
  "OAUTHBEARER_IDENTITY_POOL",
  "OAUTHBEARER_LOGICAL_CLUSTER",
  "OAUTHBEARER_SCOPE",
  "SERVER_ROOT_CA_CERTIFICATE",
  "VPC_SECURITY_GROUP",
  "VPC_SUBNET",
];

/** What a function needs to read from a Kafka cluster that is not of Amazon MSK. */
export function kafkaStatements(options: EventOptions): Value[] {
  const configurations = checked(options);
  const found = new Map<string, Value>();
  let signIn: Value | undefined;
  let signsIn = false;
  for (const one of configurations) {
    const type = String(one["Type"]);
    const isSignIn = WITH_SECRET.includes(type) || WITHOUT_SECRET.includes(type);
    if (isSignIn && signsIn) {
      throw refusalOf(options)(
        `Multiple auth mechanism properties specified in ${CONFIGURATIONS} for self managed kafka event.`,
      );
    }
    if (isSignIn) signsIn = true;
    else if (!OTHERS.includes(type)) {
      throw refusalOf(options)(`Invalid ${CONFIGURATIONS} Type provided for self managed kafka event.`);
    }
    if (WITH_SECRET.includes(type)) signIn = uriOf(options, one, "auth mechanism");
    if (OTHERS.includes(type)) found.set(type, uriOf(options, one, type));
  }
  if (found.has("VPC_SUBNET") !== found.has("VPC_SECURITY_GROUP")) {
    throw refusalOf(options)(
      `VPC_SUBNET and VPC_SECURITY_GROUP in ${CONFIGURATIONS} for SelfManagedKafka must be both provided.`,
    );
  }
  const secrets = [signIn, found.get("SERVER_ROOT_CA_CERTIFICATE")];
  return [
    ...secrets.flatMap((secret) => (secret === undefined ? [] : [allow([SECRET], secret)])),
    ...(found.has("VPC_SUBNET") ? [allow(NETWORK, "*")] : []),
    ...kmsStatements(options, ["kms:Decrypt"]),
    ...registryStatements(options),
  ];
}

function checked(options: EventOptions): ValueMap[] {
  const { properties, eventId } = options;
  const refuse = refusalOf(options);
  const { KafkaBootstrapServers: servers, Topics: topics, [CONFIGURATIONS]: given } = properties;
  const source = "provided for self managed kafka as an event source";
  if (!isTruthy(servers)) throw refuse(`No KafkaBootstrapServers ${source}`);
  if (!isTruthy(topics)) throw refuse(`No Topics ${source}`);
  const count = isValueMap(topics) ? Object.keys(topics).length : Array.isArray(topics) ? topics.length : 0;
  if (count !== 1) {
    throw refuse("Topics for self managed kafka only supports single configuration entry.");
  }
  if (!isTruthy(given)) throw refuse(`No ${CONFIGURATIONS} for self managed kafka event provided.`);
  if (!Array.isArray(given)) {
    throw refuse(`${CONFIGURATIONS} for self managed kafka event should be a list.`);
  }
  // The real transform names the event as if it were a resource here.
  return given.map((one) => mapAt(one, CONFIGURATIONS, (message) => invalidResource(eventId, message)));
}

function uriOf(options: EventOptions, { URI: uri }: ValueMap, name: string): Value {
  const rest = `for ${name} URI property specified in ${CONFIGURATIONS} for self managed kafka event.`;
  if (!isTruthy(uri)) throw refusalOf(options)(rest.replace("for ", "No "));
  if (typeof uri !== "string" && !isIntrinsic(uri)) throw refusalOf(options)(`Wrong Type ${rest}`);
  return uri;
}
