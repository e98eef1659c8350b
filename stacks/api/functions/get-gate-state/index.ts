import type { APIGatewayProxyResult } from "aws-lambda";
import { sendAwsRequest } from "../shared/aws-request.ts";
import { endpointOf } from "../shared/endpoints.ts";
import { jsonReply, logError } from "../shared/http.ts";
import { readGateState } from "./gate-state.ts";

/** The only topic this function reads; its role allows no other. */
const STATE_TOPIC = "gateState";
const allowedOrigin = process.env["ALLOWED_ORIGIN"] ?? "";
const endpoint = endpointOf("IOT_DATA_PLANE", process.env);

/** GET /gates/state: what the gate last reported as `{"state": "open", "reportedAt": "<ISO 8601>"}`. */
export async function handler(): Promise<APIGatewayProxyResult> {
  const reply = await sendAwsRequest(
    { service: "iotdata", endpoint, method: "GET", path: `/retainedMessage/${STATE_TOPIC}` },
    process.env,
  );
  const reading = readGateState(reply);
  switch (reading.kind) {
    case "report":
      return jsonReply(200, reading.report, allowedOrigin);
    case "unreadable":
      logError("The gate reported what is no state.", { payload: reading.reason });
      return jsonReply(200, reading.report, allowedOrigin);
    case "failed":
      logError("The state could not be read.", { status: reply.status, ...reading.error });
      return jsonReply(502, { message: "The state of the gate could not be read." }, allowedOrigin);
  }
}
