import type { SesContext } from "../shared/context.ts";
import { templateArn } from "../shared/template.ts";
import type { SendingCall } from "./events/sending-call.ts";

interface Unsent {
  readonly call: Pick<SendingCall, "requestId" | "operation">;
  /** A stored one that gave no mail. */
  readonly template: string | undefined;
  /** `RenderingFailure` or `Reject`. */
  readonly code: string;
  readonly reason: string;
}

/** A mail that was accepted and is not sent is told where people look for why. */
export function tellUnsent(
  { logger, scope, trace }: SesContext,
  { call, template, code, reason }: Unsent,
): void {
  logger.warn({ template, reason }, "A mail was not sent.");
  trace.record({
    ...{ request: call.requestId, service: "ses", operation: call.operation },
    ...{ step: "render", verdict: "deny", ms: 0 },
    ...(template === undefined ? {} : { who: templateArn(scope, template) }),
    wire: { status: 400, code, message: reason },
  });
}
