import { createHash } from "node:crypto";
import type { Caller } from "../../../../../core/caller.ts";
import { AwsError } from "../../../../../core/errors.ts";
import { isSigned } from "../../../../../wire/authentication.ts";
import type { Check, Exchange, SignedIdentity } from "../exchange.ts";
import { accessDenied, invalidSignature, REFUSALS, refuse } from "../refusal.ts";
import { malformedSignature } from "../unmatched.ts";

/**
 * APIGW-7: the call is signed for `execute-api` and the caller's policies allow
 * `execute-api:Invoke` on this stage, method and path.
 */
export function awsIam(): Check {
  return async (exchange) => {
    const caller = verify(exchange, await exchange.body());
    const resource = `${exchange.stage.arn}/${exchange.method}${exchange.eventPath}`;
    const decision = exchange.context.authorization.decide({
      caller,
      action: "execute-api:Invoke",
      resource,
      context: { "aws:SourceIp": exchange.request.sourceIp },
      resourcePolicy: exchange.stage.api.policy,
    });
    if (!decision.allowed) throw accessDenied(masked(decision.message, exchange)).because(decision.why);
    exchange.identity = identityOf(caller);
  };
}

function verify(exchange: Exchange, body: Buffer): Caller {
  const header = exchange.request.headers["authorization"];
  if (!isSigned(exchange.request)) {
    const malformed =
      header === undefined || header === "" ? undefined : malformedSignature(header, exchange);
    throw (malformed ?? refuse(REFUSALS.missingAuthenticationToken)).because({
      rule: "APIGW-7",
      reason: "route-wants-signature",
    });
  }
  try {
    return exchange.context.authentication.authenticate({
      request: exchange.request,
      signingNames: ["execute-api"],
      protocol: "execute-api",
      payloadHash: createHash("sha256").update(body).digest("hex"),
    }).caller;
  } catch (error) {
    if (error instanceof AwsError) throw invalidSignature(error.code, error.message).because(error.why);
    throw error;
  }
}

/** The account in the resource ARN is masked but for its last four digits. */
export function masked(message: string, exchange: Exchange): string {
  const { accountId } = exchange.context.scope;
  return message.replaceAll(
    `:execute-api:${exchange.context.scope.region}:${accountId}:`,
    `:execute-api:${exchange.context.scope.region}:********${accountId.slice(-4)}:`,
  );
}

function identityOf(caller: Caller): SignedIdentity | undefined {
  if (caller.kind !== "administrator" && caller.kind !== "role") return undefined;
  const { accessKeyId, accountId, userId, arn } = caller;
  return { accessKey: accessKeyId, accountId, caller: userId, userArn: arn };
}
