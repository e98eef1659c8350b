import type { APIGatewayProxyResult } from "aws-lambda";
import type { AwsErrorText } from "../shared/aws-error.ts";
import { type AwsReply, sendAwsRequest } from "../shared/aws-request.ts";
import { endpointOf } from "../shared/endpoints.ts";
import { jsonReply, logError } from "../shared/http.ts";
import { readGateConnection } from "./gate-connection.ts";
import { readGateState } from "./gate-state.ts";

/** The only topics this function reads; its role allows no other. */
const STATE_TOPIC = "gateState";
const CONNECTION_TOPIC = "gateConnection";
const allowedOrigin = process.env["ALLOWED_ORIGIN"] ?? "";
const endpoint = endpointOf("IOT_DATA_PLANE", process.env);

/**
 * GET /gates/state: what the gate last reported, and whether it is connected, as
 * `{"state": "open", "reportedAt": "<ISO 8601>", "connection": "online", "connectionSince": "<ISO 8601>"}`.
 */
export async function handler(): Promise<APIGatewayProxyResult> {
  const [stateReply, connectionReply] = await Promise.all([
    retainedMessageOf(STATE_TOPIC),
    retainedMessageOf(CONNECTION_TOPIC),
  ]);
  const state = readGateState(stateReply);
  if (state.kind === "failed") return failed(stateReply, state.error);
  if (state.kind === "unreadable") {
    logError("The gate reported what is no state.", { payload: state.reason });
  }
  const connection = readGateConnection(connectionReply, state.report);
  if (connection.kind === "failed") return failed(connectionReply, connection.error);
  return jsonReply(200, { ...state.report, ...connection.connection }, allowedOrigin);
}

function retainedMessageOf(topic: string): Promise<AwsReply> {
  return sendAwsRequest(
    { service: "iotdata", endpoint, method: "GET", path: `/retainedMessage/${topic}` },
    process.env,
  );
}

function failed({ status }: AwsReply, error: AwsErrorText): APIGatewayProxyResult {
  logError("The state could not be read.", { status, ...error });
  return jsonReply(502, { message: "The state of the gate could not be read." }, allowedOrigin);
}
