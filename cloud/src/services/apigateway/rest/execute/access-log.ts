import type { HttpResponse } from "../../../../wire/http.ts";
import { accessLogLine } from "../../shared/access-log.ts";
import type { Exchange } from "./exchange.ts";
import { contextVariable, type Outcome } from "./response/variables.ts";

/** Writes the stage's access log line, when the stage asks for one. */
export function writeAccessLog(exchange: Exchange, response: HttpResponse): void {
  const { accessLog } = exchange.context;
  const settings = exchange.stageIfFound?.stage.accessLogSettings;
  if (accessLog === undefined || settings === undefined) return;
  const outcome: Outcome = {
    status: response.status,
    responseLength: bodyLength(response),
    responseLatency: exchange.context.clock.now() - exchange.startedAt,
  };
  const line = accessLogLine(settings, (name) => contextVariable(exchange, name, outcome));
  accessLog(settings.destinationArn, line);
}

function bodyLength(response: HttpResponse): number {
  const { body } = response;
  return typeof body === "string" || Buffer.isBuffer(body) ? Buffer.byteLength(body) : 0;
}
