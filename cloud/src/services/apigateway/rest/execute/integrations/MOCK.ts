import { type HttpResponse, type ResponseHeaders, wireValue } from "../../../../../wire/http.ts";
import { mediaType } from "../../../shared/events/binary.ts";
import type { IntegrationResponse } from "../../control/model/rest-api.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { REFUSALS, refuse } from "../invocation/refusal.ts";
import { baseHeaders } from "../response/headers.ts";
import type { Integrate, IntegrationInput } from "./integration-input.ts";

const HEADER_TARGET = "method.response.header.";

/**
 * Answers by itself: the request template names the status, the integration response with that
 * status gives headers and body.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function mock(input: IntegrationInput): Integrate {
  const responses = Object.values(input.integration.integrationResponses);
  return async (invocation) => {
    const status = await requestedStatus(invocation, input);
    const response = responses.find((it) => matches(it, status)) ?? responses.find(isDefault);
    if (response === undefined) {
      throw refuse(REFUSALS.unexpected, "No integration response matches").because({
        reason: "mock-without-response",
        had: { status },
      });
    }
    invocation.integrationStatus = status;
    return { ...render(invocation, response), status: Number(response.statusCode) };
  };
}

async function requestedStatus(invocation: ApiInvocation, input: IntegrationInput): Promise<number> {
  const { requestTemplates, passthroughBehavior } = input.integration;
  const templates = requestTemplates ?? {};
  const header = invocation.request.headers["content-type"];
  const type = header === undefined ? "application/json" : mediaType(header);
  const template = Object.hasOwn(templates, type) ? templates[type] : undefined;
  if (template !== undefined) return statusOf(template);
  const passes =
    passthroughBehavior === "WHEN_NO_MATCH" ||
    (passthroughBehavior === "WHEN_NO_TEMPLATES" && Object.keys(templates).length === 0);
  if (!passes) {
    throw refuse(REFUSALS.unsupportedMediaType).because({ reason: "media-type-unsupported", had: { type } });
  }
  return statusOf((await invocation.body()).toString("utf8"));
}

function statusOf(document: string): number {
  try {
    const { statusCode } = JSON.parse(document) as { statusCode?: unknown };
    if (typeof statusCode === "number" && Number.isInteger(statusCode)) return statusCode;
  } catch {
    // Falls through: what is no JSON names no status.
  }
  throw refuse(REFUSALS.unexpected, "Unable to parse statusCode").because({
    reason: "mock-without-response",
  });
}

function isDefault(response: IntegrationResponse): boolean {
  return response.selectionPattern === undefined || response.selectionPattern === "";
}

function matches(response: IntegrationResponse, status: number): boolean {
  if (response.selectionPattern === undefined || response.selectionPattern === "") return false;
  return new RegExp(`^(?:${response.selectionPattern})$`, "u").test(String(status));
}

function render(invocation: ApiInvocation, response: IntegrationResponse): Omit<HttpResponse, "status"> {
  const headers: ResponseHeaders = { "Content-Type": "application/json", ...baseHeaders(invocation) };
  for (const [target, source] of Object.entries(response.responseParameters ?? {})) {
    if (!target.startsWith(HEADER_TARGET)) continue;
    const name = target.slice(HEADER_TARGET.length);
    if (name.toLowerCase() === "content-type") delete headers["Content-Type"];
    headers[name] = wireValue(source.slice(1, -1));
  }
  const body = response.responseTemplates?.["application/json"] ?? "";
  return { headers, body };
}
