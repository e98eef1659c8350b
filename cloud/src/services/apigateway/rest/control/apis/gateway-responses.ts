import { unsupported } from "../../../../../core/errors.ts";
import { DEFAULT_RESPONSE_TEMPLATE, GATEWAY_RESPONSE_STATUS } from "../../constants.ts";
import { badRequest, notFound } from "../model/errors.ts";
import type { GatewayResponse, RestApi } from "../model/rest-api.ts";
import { upsert } from "./lists.ts";

export interface GatewayResponseInput {
  readonly responseType: string;
  readonly statusCode?: string | undefined;
  readonly responseParameters?: Readonly<Record<string, string>> | undefined;
  readonly responseTemplates?: Readonly<Record<string, string>> | undefined;
}

const TARGET = /^gatewayresponse\.header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const SOURCE =
  /^(?:'[^']*'|method\.request\.(?:header|querystring|path)\.\S+|context\.\S+|stageVariables\.\S+)$/;

export function newGatewayResponse(input: GatewayResponseInput): GatewayResponse {
  assertType(input.responseType);
  const { statusCode } = input;
  if (statusCode !== undefined && !/^[2-5]\d\d$/.test(statusCode))
    throw badRequest("Invalid status code specified");
  for (const [target, source] of Object.entries(input.responseParameters ?? {})) {
    if (!TARGET.test(target)) throw unsupported(`The gateway response parameter ${target}`);
    if (!SOURCE.test(source)) throw badRequest(`Invalid mapping expression specified: ${source}`);
  }
  return {
    responseType: input.responseType,
    ...(statusCode === undefined ? {} : { statusCode }),
    responseParameters: input.responseParameters ?? {},
    responseTemplates: input.responseTemplates ?? { "application/json": DEFAULT_RESPONSE_TEMPLATE },
  };
}

export function withGatewayResponse(api: RestApi, response: GatewayResponse): RestApi {
  return {
    ...api,
    gatewayResponses: upsert(
      api.gatewayResponses,
      response,
      (it) => it.responseType === response.responseType,
    ),
  };
}

export function withoutGatewayResponse(api: RestApi, responseType: string): RestApi {
  assertType(responseType);
  const others = api.gatewayResponses.filter((it) => it.responseType !== responseType);
  if (others.length === api.gatewayResponses.length) {
    throw notFound("Gateway response type not defined on api");
  }
  return { ...api, gatewayResponses: others };
}

/** What the API says about `responseType`, or AWS's own answer. */
export function describeGatewayResponse(api: RestApi, responseType: string): object {
  assertType(responseType);
  const own = api.gatewayResponses.find((it) => it.responseType === responseType);
  if (own !== undefined) return { ...own, defaultResponse: false };
  const status = GATEWAY_RESPONSE_STATUS.get(responseType);
  return {
    responseType,
    ...(status === null ? {} : { statusCode: String(status) }),
    responseParameters: {},
    responseTemplates: { "application/json": DEFAULT_RESPONSE_TEMPLATE },
    defaultResponse: true,
  };
}

function assertType(responseType: string): void {
  if (!GATEWAY_RESPONSE_STATUS.has(responseType))
    throw badRequest(`Invalid gateway response type specified: ${responseType}`);
}
