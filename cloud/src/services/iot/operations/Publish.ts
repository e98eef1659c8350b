import { unsupported } from "../../../core/errors.ts";
import type { Broker } from "../broker/broker.ts";
import { topicProblem } from "../broker/topics.ts";
import { iotErrors } from "../errors.ts";
import type { IotCall, IotOperation } from "../http/service.ts";
import { createIamPrincipal } from "../principals/principal.ts";
import type { IotAccess } from "./access.ts";

interface PublishDependencies extends IotAccess {
  readonly broker: Broker;
  /** Trace id of replies. */
  readonly newTraceId: () => string;
}

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_Publish.html */
export function createPublish(deps: PublishDependencies): IotOperation {
  return {
    name: "Publish",
    method: "POST",
    path: "/topics/{topic+}",
    plane: "data",
    run: (call) => {
      const topic = call.path["topic"] ?? "";
      const retain = flag(call, "retain");
      const qos = qosOf(call);
      assertProperties(call, retain);
      // IOT-13: who may not publish learns nothing, not even whether the topic is a valid one.
      assertMayPublish(deps, call, { topic, retain });
      const problem = topicProblem(topic);
      if (problem !== undefined) throw iotErrors.invalidRequest(problem);
      deps.broker.publish({ topic, payload: call.body, qos, retain });
      return { message: "OK", traceId: deps.newTraceId() };
    },
  };
}

interface Target {
  readonly topic: string;
  readonly retain: boolean;
}

function assertMayPublish(deps: IotAccess, call: IotCall, { topic, retain }: Target): void {
  const principal = createIamPrincipal({ ...deps, caller: call.caller });
  const resource = `topic/${topic}`;
  const allowed =
    principal.may({ action: "Publish", resource, conditions: {} }) &&
    (!retain || principal.may({ action: "RetainPublish", resource, conditions: {} }));
  if (!allowed) throw iotErrors.forbidden();
}

function qosOf({ query }: IotCall): 0 | 1 {
  const text = query.get("qos") ?? "0";
  if (text === "0") return 0;
  if (text === "1") return 1;
  throw iotErrors.invalidRequest(text === "2" ? "QoS 2 is not supported" : "Invalid QoS value");
}

function flag({ query }: IotCall, name: string): boolean {
  const text = query.get(name)?.toLowerCase() ?? "false";
  if (text === "true") return true;
  if (text === "false") return false;
  throw iotErrors.invalidRequest(`Invalid ${name} value`);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const FORMAT_INDICATORS: ReadonlySet<string> = new Set(["UNSPECIFIED_BYTES", "UTF8_DATA"]);

/**
 * MQTT 5 properties reach only MQTT 5 subscribers, and there are none: well-formed ones are taken
 * and go nowhere, as for MQTT 3 subscribers of AWS. What would change behaviour is refused by name.
 */
function assertProperties({ query, headers }: IotCall, retain: boolean): void {
  if (query.has("messageExpiry")) throw unsupported("messageExpiry");
  const userProperties = headers["x-amz-mqtt5-user-properties"];
  if (userProperties !== undefined) {
    if (retain) throw unsupported("User properties of retained messages");
    assertUserProperties(userProperties);
  }
  const indicator = headers["x-amz-mqtt5-payload-format-indicator"];
  if (indicator !== undefined && !FORMAT_INDICATORS.has(indicator)) {
    throw iotErrors.invalidRequest("Invalid payload format indicator");
  }
  const correlation = headers["x-amz-mqtt5-correlation-data"];
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
