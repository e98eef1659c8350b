import { createHash } from "node:crypto";
import type { AdministratorCaller, Caller, RoleCaller } from "../../../../../core/caller.ts";
import { AwsError } from "../../../../../core/errors.ts";
import { isSigned } from "../../../../../wire/authentication.ts";
import type { ApiInvocation, InvocationCheck, SignedIdentity } from "../invocation/api-invocation.ts";
import { invalidSignature, REFUSALS, refuse } from "../invocation/refusal.ts";
import { assertInvoke } from "../policies/assert-invoke.ts";
import { malformedSignature } from "../routing/unmatched.ts";

/**
 * APIGW-7: the call is signed for `execute-api` and the caller's policies allow
 * `execute-api:Invoke` on this stage, method and path.
 */
export function awsIam(): InvocationCheck {
  return async (invocation) => {
    const caller = verify(invocation, await invocation.body());
    assertInvoke(invocation, caller);
    if (caller.kind === "administrator" || caller.kind === "role") {
      invocation.signer = caller;
      invocation.identity = identityOf(caller);
    }
    invocation.wasSigned = true;
  };
}

function verify(invocation: ApiInvocation, body: Buffer): Caller {
  const header = invocation.request.headers["authorization"];
  if (!isSigned(invocation.request)) {
    const malformed =
      header === undefined || header === "" ? undefined : malformedSignature(header, invocation);
    throw (malformed ?? refuse(REFUSALS.missingAuthenticationToken)).because({
      rule: "APIGW-7",
      reason: "route-wants-signature",
    });
  }
  try {
    return invocation.context.authentication.authenticate({
      request: invocation.request,
      signingNames: ["execute-api"],
      protocol: "execute-api",
      payloadHash: createHash("sha256").update(body).digest("hex"),
    }).caller;
  } catch (error) {
    if (error instanceof AwsError) throw invalidSignature(error.code, error.message).because(error.why);
    throw error;
  }
}

type Signer = AdministratorCaller | RoleCaller;

function identityOf({ accessKeyId, accountId, userId, arn }: Signer): SignedIdentity {
  return { accessKey: accessKeyId, accountId, caller: userId, userArn: arn };
}
