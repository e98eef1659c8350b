import { type AwsErrorText, awsErrorOf } from "../shared/aws-error.ts";
import type { AwsReply } from "../shared/aws-request.ts";

/** What a device left on a topic. */
export type RetainedMessage =
  | { readonly kind: "none" }
  | {
      readonly kind: "said";
      /** The members of the JSON object; none when it is something else. */
      readonly members: Readonly<Record<string, unknown>>;
      /** When it was said, ISO 8601. */
      readonly at: string | null;
      /** The beginning of the payload, for the log. */
      readonly excerpt: string;
    }
  | { readonly kind: "failed"; readonly error: AwsErrorText };

/** The last millisecond a Date can hold. */
const MAXIMUM_TIME = 8.64e15;
const EXCERPT_CHARACTERS = 200;

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_GetRetainedMessage.html */
export function readRetained(reply: AwsReply): RetainedMessage {
  if (reply.status !== 200) {
    const error = awsErrorOf(reply);
    return error.code === "ResourceNotFoundException" ? { kind: "none" } : { kind: "failed", error };
  }
  const retained = objectOf(reply.body.toString("utf8"));
  const payload = retained["payload"];
  const said = typeof payload === "string" ? Buffer.from(payload, "base64").toString("utf8") : "";
  return {
    kind: "said",
    members: objectOf(said),
    at: timeOf(retained["lastModifiedTime"]),
    excerpt: said.slice(0, EXCERPT_CHARACTERS),
  };
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Milliseconds since the epoch, as the service gives them. */
function timeOf(value: unknown): string | null {
  if (typeof value !== "number" || !(value >= 0 && value <= MAXIMUM_TIME)) return null;
  return new Date(value).toISOString();
}
