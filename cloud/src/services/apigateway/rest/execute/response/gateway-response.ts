import {
  type HttpResponse,
  isHeaderValue,
  type ResponseHeaders,
  wireValue,
} from "../../../../../wire/http.ts";
import { mediaType } from "../../../shared/events/binary.ts";
import { DEFAULT_RESPONSE_TEMPLATE } from "../../constants.ts";
import type { GatewayResponse } from "../../control/model/rest-api.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import type { GatewayRefusal } from "../invocation/refusal.ts";
import { baseHeaders } from "./headers.ts";
import { contextVariable, requestParameter } from "./variables.ts";

/**
 * The answer to a refused call: what the API says about this type, else about all 4XX or 5XX,
 * else AWS's own.
 */
export function gatewayResponse(invocation: ApiInvocation, refusal: GatewayRefusal): HttpResponse {
  invocation.refusal = refusal;
  const custom = customised(invocation, refusal);
  const status = custom?.statusCode === undefined ? refusal.status : Number(custom.statusCode);
  const headers: ResponseHeaders = {
    ...baseHeaders(invocation),
    "x-amzn-ErrorType": refusal.errorType,
  };
  const { contentType, body } = bodyOf(invocation, refusal, custom);
  headers["Content-Type"] = contentType;
  addParameters(invocation, headers, custom);
  return { status, headers, body };
}

function customised(invocation: ApiInvocation, refusal: GatewayRefusal): GatewayResponse | undefined {
  const responses = invocation.stageIfFound?.gatewayResponses;
  if (responses === undefined) return undefined;
  return responses.get(refusal.type) ?? responses.get(refusal.status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
}

interface Body {
  readonly contentType: string;
  readonly body: string;
}

function bodyOf(
  invocation: ApiInvocation,
  refusal: GatewayRefusal,
  custom: GatewayResponse | undefined,
): Body {
  const templates = custom?.responseTemplates ?? {};
  const contentType = chooseType(templates, invocation.request.headers["accept"]);
  const template = contentType === undefined ? DEFAULT_RESPONSE_TEMPLATE : templates[contentType];
  if (contentType === undefined || template === undefined || template === DEFAULT_RESPONSE_TEMPLATE) {
    const body = refusal.defaultBody ?? JSON.stringify({ message: refusal.message });
    return { contentType: contentType ?? "application/json", body };
  }
  return { contentType, body: renderTemplate(invocation, template) };
}

/** The template Accept asks for, else JSON, else the first one. */
function chooseType(
  templates: Readonly<Record<string, string>>,
  accept: string | undefined,
): string | undefined {
  const wanted = mediaType(accept);
  if (wanted !== "" && Object.hasOwn(templates, wanted)) return wanted;
  if (Object.hasOwn(templates, "application/json")) return "application/json";
  return Object.keys(templates)[0];
}

const REFERENCE =
  /\$(context|stageVariables|method\.request)\.([A-Za-z0-9_:.-]*[A-Za-z0-9_])|\$\{(context|stageVariables)\.([A-Za-z0-9_:.-]+)\}/g;

/** Substitutes variables; gateway responses know no other template language. */
function renderTemplate(invocation: ApiInvocation, template: string): string {
  return template.replace(REFERENCE, (_, bare?: string, name = "", braced?: string, inner = "") =>
    String(lookUp(invocation, bare ?? braced ?? "", bare === undefined ? inner : name) ?? ""),
  );
}

function lookUp(invocation: ApiInvocation, root: string, name: string): string | number | undefined {
  if (root === "context") return contextVariable(invocation, name);
  if (root === "method.request") return requestParameter(invocation, name);
  const variables = invocation.stageIfFound?.variables;
  return variables !== null && variables !== undefined && Object.hasOwn(variables, name)
    ? variables[name]
    : undefined;
}

const HEADER_TARGET = "gatewayresponse.header.";

function addParameters(
  invocation: ApiInvocation,
  headers: ResponseHeaders,
  custom: GatewayResponse | undefined,
): void {
  for (const [target, source] of Object.entries(custom?.responseParameters ?? {})) {
    if (!target.startsWith(HEADER_TARGET)) continue;
    const value = parameterValue(invocation, source);
    // A value the client chose may hold line breaks after decoding: such a header is left out.
    if (value === undefined || !isHeaderValue(value)) continue;
    setHeader(headers, target.slice(HEADER_TARGET.length), wireValue(value));
  }
}

function setHeader(headers: ResponseHeaders, name: string, value: string): void {
  const lower = name.toLowerCase();
  for (const known of Object.keys(headers)) {
    if (known.toLowerCase() === lower) delete headers[known];
  }
  headers[name] = value;
}

function parameterValue(invocation: ApiInvocation, source: string): string | undefined {
  if (source.length >= 2 && source.startsWith("'") && source.endsWith("'")) return source.slice(1, -1);
  if (source.startsWith("method.request.")) {
    return requestParameter(invocation, source.slice("method.request.".length));
  }
  const [root = "", ...rest] = source.split(".");
  if (root !== "context" && root !== "stageVariables") return undefined;
  const value = lookUp(invocation, root, rest.join("."));
  return value === undefined ? undefined : String(value);
}
