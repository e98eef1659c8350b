import type { Scope } from "../../../../core/arns.ts";
import { invalidLambdaResponse } from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import type { User } from "../users/user.ts";
import type { TriggerCall } from "./triggers.ts";

/** What an event needs to know of the call that causes it. */
export type EventCall = Omit<TriggerCall, "pool"> & {
  readonly pool: Pick<UserPool, "id" | "lambdaTriggers">;
};

const PRE_TOKEN_VERSIONS: Readonly<Record<string, string>> = { V1_0: "1", V2_0: "2", V3_0: "3" };

/** The event version: "1", except for the newer pre-token events. */
function versionOf(call: EventCall): string {
  if (call.trigger !== "PreTokenGeneration") return "1";
  return PRE_TOKEN_VERSIONS[call.pool.lambdaTriggers.preTokenGeneration?.version ?? "V1_0"] ?? "1";
}

/** The event a trigger function receives. */
export function createEnvelope(scope: Scope, call: EventCall): Record<string, unknown> {
  return {
    version: versionOf(call),
    triggerSource: call.source,
    region: scope.region,
    userPoolId: call.pool.id,
    userName: call.username,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: call.clientId },
    request: call.request,
    response: call.response,
  };
}

/** Members of the envelope a function must send back; what `request` holds is not looked at. */
const REQUIRED_TEXTS = ["region", "userPoolId", "userName"] as const;

/** COG-TRG-2: the reply is the event with its envelope, of the same user, or it is refused. */
export function parseReply(
  call: Pick<TriggerCall, "username">,
  payload: Buffer,
): Readonly<Record<string, unknown>> {
  const reply = parseObject(payload);
  if (reply["version"] === undefined || reply["version"] === null) throw invalidLambdaResponse();
  if (!isRecord(reply["callerContext"])) throw invalidLambdaResponse();
  for (const name of REQUIRED_TEXTS) {
    if (typeof reply[name] !== "string") throw invalidLambdaResponse();
  }
  if (reply["userName"] !== call.username) {
    throw invalidLambdaResponse("Invalid user name. User name in Lambda mismatches the actual username.");
  }
  const response = reply["response"];
  if (response === undefined || response === null) return {};
  if (!isRecord(response)) throw invalidLambdaResponse();
  return response;
}

function parseObject(payload: Buffer): Record<string, unknown> {
  let reply: unknown;
  try {
    reply = JSON.parse(payload.toString("utf8"));
  } catch {
    throw invalidLambdaResponse();
  }
  if (!isRecord(reply)) throw invalidLambdaResponse();
  return reply;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `request.userAttributes`: strings only, with the id and the state of the user. */
export function triggerAttributes(
  pool: Pick<UserPool, "aliasAttributes">,
  user: Pick<User, "attributes" | "status" | "sub">,
): Record<string, string> {
  return {
    sub: user.sub,
    "cognito:user_status": user.status,
    ...(pool.aliasAttributes.includes("email") && user.attributes["email_verified"] === "true"
      ? { "cognito:email_alias": user.attributes["email"] ?? "" }
      : {}),
    ...(pool.aliasAttributes.includes("phone_number") && user.attributes["phone_number_verified"] === "true"
      ? { "cognito:phone_number_alias": user.attributes["phone_number"] ?? "" }
      : {}),
    ...user.attributes,
  };
}
