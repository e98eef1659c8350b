import type { HttpResponse } from "../../../../wire/http.ts";
import type { ApiInvocation } from "./invocation/api-invocation.ts";
import { contextVariable, type Outcome } from "./response/variables.ts";

const REFERENCE = /\$context\.([A-Za-z0-9_:.-]*[A-Za-z0-9_])/g;

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

/**
 * The format with every `$context` variable replaced; `-` where there is no value.
 * @param lookUp value of `$context.<name>`
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
function accessLogLine(settings: Format, lookUp: (name: string) => string | number | undefined): string {
  let line = "";
  let isName = false;
  for (const part of partsOf(settings)) {
    line += isName ? variableText(part, lookUp(part)) : part;
    isName = !isName;
  }
  return line;
}

function variableText(name: string, value: string | number | undefined): string {
  if (value === undefined || value === "") return "-";
  // messageString is a quoted JSON string already; everything else may come from the client.
  return name === "error.messageString" ? String(value) : escaped(String(value));
}

/** APIGW-14: a client cannot begin a new log line or leave a quoted member. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

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
