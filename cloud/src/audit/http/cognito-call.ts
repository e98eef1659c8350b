import type { CallingContext } from "../calling.ts";
import { documentOf, type JsonObject, textAt } from "../deployment/json.ts";
import type { Evidence } from "../model.ts";
import { evidenceOf } from "./evidence.ts";
import type { Sent } from "./send.ts";

/** What a user pool answers to anybody. */
export interface CognitoAnswer {
  readonly status: number;
  /** `NotAuthorizedException`; empty for a success. */
  readonly code: string;
  readonly message: string;
  readonly body: JsonObject;
  readonly evidence: Evidence;
}

/** An operation of a user pool as any stranger calls it: unsigned. */
export async function callCognito(
  context: Pick<CallingContext, "send" | "target">,
  operation: string,
  input: object,
): Promise<CognitoAnswer> {
  const url = new URL(context.target.userPoolUrl);
  const sent: Sent = {
    method: "POST",
    origin: url.origin,
    path: "/",
    headers: [
      ["content-type", "application/x-amz-json-1.1"],
      ["x-amz-target", `AWSCognitoIdentityProviderService.${operation}`],
    ],
    body: JSON.stringify(input),
  };
  const answer = await context.send(sent);
  const body = documentOf(answer.body);
  const code = answer.status < 300 ? "" : textAt(body, "__type") || `HTTP ${answer.status}`;
  return {
    status: answer.status,
    code: code.slice(code.lastIndexOf("#") + 1),
    message: textAt(body, "message") || textAt(body, "Message"),
    body,
    evidence: evidenceOf(sent, answer),
  };
}
