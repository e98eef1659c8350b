import { unsupported } from "../../../../../core/errors.ts";
import { functionArnOf } from "../../../shared/function-uri.ts";
import { CALLER_CREDENTIALS, INTEGRATION_TIMEOUT_MS } from "../../constants.ts";
import { badRequest } from "../model/errors.ts";
import type { Integration, IntegrationResponse } from "../model/rest-api.ts";

/** An integration as the API, an OpenAPI document or CloudFormation describes it. */
export interface IntegrationInput {
  readonly type: string;
  readonly httpMethod?: string | undefined;
  readonly uri?: string | undefined;
  readonly credentials?: string | undefined;
  readonly passthroughBehavior?: string | undefined;
  readonly timeoutInMillis?: number | undefined;
  readonly requestTemplates?: Readonly<Record<string, string>> | undefined;
  readonly responses?: Readonly<Record<string, IntegrationResponse>> | undefined;
}

const PASSTHROUGH = ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"] as const;
const SUPPORTED: ReadonlySet<string> = new Set(["AWS_PROXY", "MOCK"]);
const KNOWN: ReadonlySet<string> = new Set(["AWS", "HTTP", "HTTP_PROXY"]);

/** @param cacheNamespace id of the resource */
export function newIntegration(input: IntegrationInput, cacheNamespace: string): Integration {
  const type = input.type.toUpperCase();
  if (KNOWN.has(type)) throw unsupported(`The integration type ${type} of REST APIs`);
  if (!SUPPORTED.has(type)) throw badRequest("Invalid integration type specified");
  if (type === "AWS_PROXY") assertFunction(input);
  for (const template of Object.values(input.requestTemplates ?? {})) assertPlainTemplate(template);
  for (const response of Object.values(input.responses ?? {})) assertIntegrationResponse(response);
  const credentials = credentialsOf(input.credentials);
  return {
    type: type === "MOCK" ? "MOCK" : "AWS_PROXY",
    ...(input.httpMethod === undefined ? {} : { httpMethod: input.httpMethod.toUpperCase() }),
    ...(input.uri === undefined || type === "MOCK" ? {} : { uri: input.uri }),
    ...(credentials === undefined ? {} : { credentials }),
    passthroughBehavior: passthroughOf(input.passthroughBehavior),
    timeoutInMillis: timeoutOf(input.timeoutInMillis),
    cacheNamespace,
    ...(input.requestTemplates === undefined ? {} : { requestTemplates: input.requestTemplates }),
    integrationResponses: input.responses ?? {},
  };
}

function assertFunction(input: IntegrationInput): void {
  if (input.httpMethod === undefined || input.httpMethod === "") {
    throw badRequest("Enumeration value for HttpMethod must be non-empty");
  }
  if (input.uri === undefined || !input.uri.startsWith("arn:"))
    throw badRequest("Invalid ARN specified in the request");
  if (functionArnOf(input.uri, null) === undefined) {
    throw unsupported(`The AWS_PROXY integration URI ${input.uri} (only Lambda functions)`);
  }
}

const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/./;

function credentialsOf(credentials: string | undefined): string | undefined {
  if (credentials === undefined || credentials === "") return undefined;
  if (credentials !== CALLER_CREDENTIALS && !ROLE.test(credentials))
    throw badRequest("Invalid ARN specified in the request");
  return credentials;
}

function passthroughOf(text: string | undefined): Integration["passthroughBehavior"] {
  if (text === undefined) return "WHEN_NO_MATCH";
  const behavior = PASSTHROUGH.find((it) => it === text.toUpperCase());
  if (behavior === undefined) {
    throw badRequest(
      "Invalid passthrough behavior specified. Valid options are: WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER",
    );
  }
  return behavior;
}

function timeoutOf(milliseconds: number | undefined): number {
  if (milliseconds === undefined) return INTEGRATION_TIMEOUT_MS;
  if (!Number.isInteger(milliseconds) || milliseconds < 50 || milliseconds > INTEGRATION_TIMEOUT_MS) {
    throw badRequest("Timeout should be between 50 ms and 29000 ms");
  }
  return milliseconds;
}

const DIRECTIVE = /[#$]/;

/** Mapping templates are taken as plain text: a template that computes is refused by name. */
function assertPlainTemplate(template: string): void {
  if (DIRECTIVE.test(template)) throw unsupported("A mapping template with VTL expressions");
}

export function assertIntegrationResponse(response: IntegrationResponse): void {
  if (!/^[1-5]\d\d$/.test(response.statusCode)) throw badRequest("Invalid status code specified");
  for (const template of Object.values(response.responseTemplates ?? {})) assertPlainTemplate(template);
  for (const [target, source] of Object.entries(response.responseParameters ?? {})) {
    assertMapping(source);
    if (!target.startsWith("method.response.header.") || !TEXT.test(source)) {
      throw unsupported(`The response parameter ${target}: ${source} (only static header values)`);
    }
  }
  assertPattern(response.selectionPattern);
}

const TEXT = /^'[^']*'$/;
const SOURCES = [
  "integration.response.header.",
  "integration.response.multivalueheader.",
  "integration.response.body",
  "context.",
  "stageVariables.",
] as const;

/** A value that is neither a text in quotes nor the name of one, such as `*` without quotes. */
function assertMapping(source: string): void {
  if (TEXT.test(source) || SOURCES.some((prefix) => source.startsWith(prefix))) return;
  throw badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${source}]`,
  );
}

function assertPattern(pattern: string | undefined): void {
  try {
    new RegExp(pattern ?? "", "u");
  } catch {
    throw badRequest("Invalid selection pattern specified");
  }
}
