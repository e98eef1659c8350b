import type { HttpResponse } from "../../../../wire/http.ts";
import { accessLogLine } from "../../shared/access-log.ts";
import type { ApiInvocation } from "./invocation/api-invocation.ts";
import { contextVariable, type Outcome } from "./response/variables.ts";

/** Writes the stage's access log line, when the stage asks for one. */
export function writeAccessLog(invocation: ApiInvocation, response: HttpResponse): void {
  const { accessLog } = invocation.context;
  const settings = invocation.stageIfFound?.stage.accessLogSettings;
  if (accessLog === undefined || settings === undefined) return;
  const outcome: Outcome = {
    status: response.status,
    responseLength: bodyLength(response),
    responseLatency: invocation.context.clock.now() - invocation.startedAt,
  };
  const line = accessLogLine(settings, (name) => contextVariable(invocation, name, outcome));
  accessLog(settings.destinationArn, line);
}

function bodyLength(response: HttpResponse): number {
  const { body } = response;
  return typeof body === "string" || Buffer.isBuffer(body) ? Buffer.byteLength(body) : 0;
}
