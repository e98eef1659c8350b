import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { awsErrorOf } from "../shared/aws-error.ts";
import { sendAwsRequest } from "../shared/aws-request.ts";
import { endpointOf } from "../shared/endpoints.ts";
import { bodyTextOf, jsonReply, logError } from "../shared/http.ts";
import { parseGateCommand } from "./gate-command.ts";

/** The only topic this function publishes to; its role allows no other. */
const GATE_TOPIC = "controlGate";
const allowedOrigin = process.env["ALLOWED_ORIGIN"] ?? "";
const endpoint = endpointOf("IOT_DATA_PLANE", process.env);

/** POST /gates/control: tells the gate to open or to close. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const command = parseGateCommand(bodyTextOf(event), GATE_TOPIC);
  if (command.kind === "refused") return jsonReply(400, { message: command.reason }, allowedOrigin);
  const reply = await sendAwsRequest(
    {
      service: "iotdata",
      endpoint,
      method: "POST",
      path: `/topics/${GATE_TOPIC}?qos=1`,
      body: JSON.stringify({ message: command.message }),
    },
    process.env,
  );
  if (reply.status === 200) {
    return jsonReply(200, { topic: GATE_TOPIC, message: command.message }, allowedOrigin);
  }
  logError("The command could not be published.", { status: reply.status, ...awsErrorOf(reply) });
  return jsonReply(502, { message: "The command could not be sent to the gate." }, allowedOrigin);
}
