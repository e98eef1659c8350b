import type { HttpResponse } from "../../../../wire/http.ts";
import type { Exchange } from "./exchange.ts";
import { contextVariable, type Outcome } from "./response/variables.ts";

const REFERENCE = /\$context\.([A-Za-z0-9_:.-]*[A-Za-z0-9_])/g;

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
  accessLog(settings.destinationArn, accessLogLine(exchange, partsOf(settings), outcome));
}

interface Format {
  readonly format: string;
}

/** Texts and names of variables in turn, beginning with a text; split once for each stage. */
const split = new WeakMap<Format, readonly string[]>();

function partsOf(settings: Format): readonly string[] {
  const known = split.get(settings);
  if (known !== undefined) return known;
  const parts = settings.format.split(REFERENCE);
  split.set(settings, parts);
  return parts;
}

/** The format with every `$context` variable replaced; `-` where there is no value. */
function accessLogLine(exchange: Exchange, parts: readonly string[], outcome: Outcome): string {
  let line = "";
  let isName = false;
  for (const part of parts) {
    line += isName ? variableText(exchange, part, outcome) : part;
    isName = !isName;
  }
  return line;
}

function variableText(exchange: Exchange, name: string, outcome: Outcome): string {
  const value = contextVariable(exchange, name, outcome);
  if (value === undefined || value === "") return "-";
  // messageString is a quoted JSON string already; everything else may come from the client.
  return name === "error.messageString" ? String(value) : escaped(String(value));
}

/** APIGW-14: a client cannot begin a new log line or leave a quoted member. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function bodyLength(response: HttpResponse): number {
  const { body } = response;
  return typeof body === "string" || Buffer.isBuffer(body) ? Buffer.byteLength(body) : 0;
}
