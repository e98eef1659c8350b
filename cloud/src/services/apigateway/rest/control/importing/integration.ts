import { AwsError, unsupported } from "../../../../../core/errors.ts";
import { assertIntegrationResponse, type IntegrationInput, newIntegration } from "../apis/integrations.ts";
import type { Integration, IntegrationResponse } from "../model/rest-api.ts";
import {
  assertMembers,
  importError,
  isNode,
  nodeAt,
  optionalNode,
  optionalText,
  textAt,
  textMap,
} from "./document.ts";

const MEMBERS: ReadonlySet<string> = new Set([
  "cacheKeyParameters",
  "cacheNamespace",
  "connectionType",
  "credentials",
  "httpMethod",
  "passthroughBehavior",
  "requestTemplates",
  "responses",
  "timeoutInMillis",
  "type",
  "uri",
]);

const RESPONSE_MEMBERS: ReadonlySet<string> = new Set([
  "statusCode",
  "responseParameters",
  "responseTemplates",
]);

interface IntegrationPlace {
  readonly resourceId: string;
  readonly method: string;
  readonly path: string;
  /** Place of the operation in the document, for what is not supported: `paths./x.get` */
  readonly at: string;
}

/**
 * @throws AwsError BadRequestException with the method and the path, as an import tells what is wrong
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function importIntegration(
  value: unknown,
  { resourceId, method, path, at }: IntegrationPlace,
): Integration {
  const where = `${at}.x-amazon-apigateway-integration`;
  const node = nodeAt(value, where);
  assertMembers(node, MEMBERS, where);
  const connection = node["connectionType"];
  if (connection !== undefined && connection !== "INTERNET")
    throw unsupported(`connectionType ${String(connection)}`);
  const cached = node["cacheKeyParameters"];
  if (Array.isArray(cached) && cached.length > 0) throw unsupported(`${where}.cacheKeyParameters`);
  const timeout = node["timeoutInMillis"];
  const input: IntegrationInput = {
    type: textAt(node["type"], `${where}.type`),
    httpMethod: optionalText(node["httpMethod"], `${where}.httpMethod`),
    uri: optionalText(node["uri"], `${where}.uri`),
    credentials: optionalText(node["credentials"], `${where}.credentials`),
    passthroughBehavior: optionalText(node["passthroughBehavior"], `${where}.passthroughBehavior`),
    timeoutInMillis: timeout === undefined ? undefined : Number(timeout),
    requestTemplates: textMap(node["requestTemplates"], `${where}.requestTemplates`),
  };
  const responses = responsesOf(node["responses"], where);
  const put = (what: string) => `Unable to put ${what} on '${method}' for resource at path '${path}'`;
  const integration = told(put("integration"), () => newIntegration(input, resourceId));
  told(put("integration response"), () => {
    for (const response of Object.values(responses)) assertIntegrationResponse(response);
  });
  return { ...integration, integrationResponses: responses };
}

function told<Result>(where: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "BadRequestException") throw error;
    throw importError(`${where}: ${error.message}`);
  }
}

/** Integration responses by the status they answer; the key is the selection pattern. */
function responsesOf(value: unknown, where: string): Record<string, IntegrationResponse> {
  const responses: Record<string, IntegrationResponse> = {};
  for (const [pattern, item] of Object.entries(optionalNode(value, `${where}.responses`))) {
    if (!isNode(item)) continue;
    assertMembers(item, RESPONSE_MEMBERS, `${where}.responses.${pattern}`);
    const statusCode = String(item["statusCode"]);
    const responseParameters = textMap(item["responseParameters"], where);
    const responseTemplates = textMap(item["responseTemplates"], where);
    responses[statusCode] = {
      statusCode,
      ...(pattern === "default" ? {} : { selectionPattern: pattern }),
      ...(responseParameters === undefined ? {} : { responseParameters }),
      ...(responseTemplates === undefined ? {} : { responseTemplates }),
    };
  }
  return responses;
}
