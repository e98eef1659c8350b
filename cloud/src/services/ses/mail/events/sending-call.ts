import type { CallContext } from "../../../../wire/operation.ts";

/** What of a call its mails tell. */
export interface SendingCall extends Pick<CallContext, "requestId" | "sourceIp" | "caller"> {
  /** AWS name, e.g. `SendEmail`. */
  readonly operation: string;
}

export function sendingCall({ requestId, sourceIp, caller }: CallContext, operation: string): SendingCall {
  return { requestId, sourceIp, caller, operation };
}
