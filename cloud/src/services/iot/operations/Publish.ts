import { unsupported } from "../../../core/errors.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { Broker } from "../broker/broker.ts";
import { topicProblem } from "../broker/topics.ts";
import { policyQuestion } from "../principals/question.ts";
import { iotErrors } from "../shared/errors.ts";

interface Input {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos?: string;
  readonly retain?: string;
  /** Base64 of a JSON array. */
  readonly userProperties?: string;
  readonly payloadFormatIndicator?: string;
  readonly correlationData?: string;
}

interface PublishDependencies {
  readonly broker: Broker;
  /** Trace id of replies. */
  readonly newTraceId: () => string;
}

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_Publish.html */
export const Publish = ({ broker, newTraceId }: PublishDependencies): Operation<Input> => ({
  name: "Publish",
  http: {
    method: "POST",
    uri: "/topics/{topic+}",
    members: {
      qos: ["query", "qos"],
      retain: ["query", "retain"],
      messageExpiry: ["query", "messageExpiry"],
      userProperties: ["header", "x-amz-mqtt5-user-properties"],
      payloadFormatIndicator: ["header", "x-amz-mqtt5-payload-format-indicator"],
      correlationData: ["header", "x-amz-mqtt5-correlation-data"],
      payload: ["payload", ""],
    },
  },
  unsupportedMembers: ["messageExpiry"],
  // IOT-13: who may not publish learns nothing, not even whether the topic is a valid one.
  authorize: (input, { scope }) => {
    const { retain } = deliveryOf(input);
    const resource = `topic/${input.topic}`;
    const actions = retain ? (["Publish", "RetainPublish"] as const) : (["Publish"] as const);
    return actions.map((action) => policyQuestion(scope, { action, resource }));
  },
  run: (input, { caller, sourceIp, requestId }) => {
    const { topic, payload } = input;
    const problem = topicProblem(topic);
    if (problem !== undefined) throw iotErrors.invalidRequest(problem);
    broker.publish(
      { topic, payload, ...deliveryOf(input) },
      {
        clientId: undefined,
        principal: "userId" in caller ? caller.userId : caller.kind,
        sourceIp,
        cause: requestId,
        hops: 0,
      },
    );
    return { message: "OK", traceId: newTraceId() };
  },
});

/** @throws AwsError for values that no message can have */
function deliveryOf(input: Input): { readonly qos: 0 | 1; readonly retain: boolean } {
  const retain = flag(input.retain);
  const qos = qosOf(input.qos);
  assertProperties(input, retain);
  return { qos, retain };
}

function qosOf(text = "0"): 0 | 1 {
  if (text === "0") return 0;
  if (text === "1") return 1;
  throw iotErrors.invalidRequest(text === "2" ? "QoS 2 is not supported" : "Invalid QoS value");
}

function flag(text = "false"): boolean {
  const value = text.toLowerCase();
  if (value === "true") return true;
  if (value === "false") return false;
  throw iotErrors.invalidRequest("Invalid retain value");
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const FORMAT_INDICATORS: ReadonlySet<string> = new Set(["UNSPECIFIED_BYTES", "UTF8_DATA"]);

/**
 * MQTT 5 properties reach only MQTT 5 subscribers, and there are none: well-formed ones are taken
 * and go nowhere, as for MQTT 3 subscribers of AWS. What would change behaviour is refused by name.
 */
function assertProperties(input: Input, retain: boolean): void {
  const { userProperties, payloadFormatIndicator: indicator, correlationData: correlation } = input;
  if (userProperties !== undefined) {
    if (retain) throw unsupported("User properties of retained messages");
    assertUserProperties(userProperties);
  }
  if (indicator !== undefined && !FORMAT_INDICATORS.has(indicator)) {
    throw iotErrors.invalidRequest("Invalid payload format indicator");
  }
  if (correlation !== undefined && !BASE64.test(correlation)) {
    throw iotErrors.invalidRequest("Correlation data is not base64");
  }
}

function assertUserProperties(header: string): void {
  try {
    const value: unknown = JSON.parse(Buffer.from(header, "base64").toString("utf8"));
    if (Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null)) return;
  } catch {
    // Falls through to the refusal.
  }
  throw iotErrors.invalidRequest("User properties are not a base64-encoded JSON array");
}
