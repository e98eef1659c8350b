import type { Caller } from "../../../../core/caller.ts";
import type { EventOrigin } from "../../domain/notifications/occurrence.ts";
import type { S3Call } from "../http/call.ts";
import { hostIdOf, requestIdOf } from "../http/responses.ts";

/** Who makes a call, as events tell it. */
export function originOf({ request, caller }: S3Call): EventOrigin {
  return {
    ...identityOf(caller),
    sourceIp: request.sourceIp,
    requestId: requestIdOf(request),
    hostId: hostIdOf(request),
    cause: request.requestId,
  };
}

function identityOf(caller: Caller): Pick<EventOrigin, "principalId" | "requester"> {
  switch (caller.kind) {
    case "administrator":
    case "role":
      return { principalId: `AWS:${caller.userId}`, requester: caller.accountId };
    case "service":
      return { principalId: caller.service, requester: caller.service };
    case "anonymous":
      return { principalId: "Anonymous", requester: "Anonymous" };
  }
}
