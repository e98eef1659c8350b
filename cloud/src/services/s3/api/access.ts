import type { Caller } from "../../../core/caller.ts";
import type { Authorization } from "../../../core/ports/authorization.ts";
import type { HttpRequest } from "../../../wire/http.ts";
import { isPublicPolicy } from "../domain/buckets/public-policy.ts";
import { s3Errors } from "../domain/shared/errors.ts";
import type { Access, AccessResource } from "./http/call.ts";

const ALLOWED: Access = { allowed: true, message: "" };

export interface AccessQuestioner {
  may(action: string, resource: AccessResource): Access;
  assertMay(action: string, resource: AccessResource): void;
}

interface Questioner {
  readonly authorization: Authorization;
  readonly caller: Caller;
  readonly request: HttpRequest;
  readonly isPresigned: boolean;
}

/** S3-3: asks the policies, the caller's own and the bucket's. */
export function createAccess(questioner: Questioner): AccessQuestioner {
  const may = (action: string, resource: AccessResource): Access => decide(questioner, action, resource);
  return {
    may,
    assertMay: (action, resource) => {
      const access = may(action, resource);
      if (!access.allowed) throw s3Errors.accessDenied(access.message);
    },
  };
}

function decide(questioner: Questioner, action: string, resource: AccessResource): Access {
  const { authorization, caller, request } = questioner;
  const decision = authorization.decide({
    caller,
    action,
    resource: resource.arn,
    resourcePolicy: effectivePolicy(caller, resource),
    context: {
      // S3-12: the loopback port stands for TLS: templates that deny plain HTTP keep working.
      "aws:SecureTransport": "true",
      "aws:SourceIp": request.sourceIp,
      ...(request.headers["user-agent"] === undefined
        ? {}
        : { "aws:UserAgent": request.headers["user-agent"] }),
      "s3:authType": questioner.isPresigned ? "REST-QUERY-STRING" : "REST-HEADER",
      "s3:signatureversion": "AWS4-HMAC-SHA256",
      ...resource.conditions,
    },
  });
  if (decision.allowed) return ALLOWED;
  return { allowed: false, message: denialText(caller, decision.message, resource.arn) };
}

// S3-11: RestrictPublicBuckets takes a public policy away from everyone but the account itself.
function effectivePolicy(caller: Caller, { bucket }: AccessResource): string | undefined {
  if (bucket?.policy === undefined) return undefined;
  const restricted = bucket.publicAccessBlock?.RestrictPublicBuckets === true;
  if (caller.kind === "anonymous" && restricted && isPublicPolicy(bucket.policy)) return undefined;
  return bucket.policy;
}

/** S3 puts the resource in quotes, and tells strangers nothing. */
function denialText(caller: Caller, message: string, arn: string): string {
  if (caller.kind === "anonymous" || message === "") return "Access Denied";
  return message.replace(`on resource: ${arn} `, () => `on resource: "${arn}" `);
}
