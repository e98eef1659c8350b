import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DocumentEdits } from "../../edits/document-edits.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { apiReference } from "../apis/routes.ts";
import { invalidResource } from "../expansion/errors.ts";
import { isTruthy } from "../expansion/python.ts";
import { when } from "../expansion/values.ts";
import { addHttpMethodAuth } from "../http/method-auth.ts";
import {
  ANY_METHOD,
  INTEGRATION,
  isOpenApi,
  normalMethod,
  operationsFor,
  pathPattern,
  pathsOf,
} from "../swagger/document.ts";
import type { RouteOptions } from "../swagger/route-options.ts";
import { integrate, integrationUri } from "../swagger/routes.ts";
import type { EventOptions } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";

const DEFAULT_PATH = "$default";

/** A route of an HTTP API: integration in its document and permission for API Gateway to invoke. */
export function expandHttpApiEvent(options: EventOptions): void {
  const { properties, context } = options;
  const path = String(properties["Path"]);
  const method = String(properties["Method"]).toLowerCase();
  const apiId = String(apiReference(properties, { reference: "ApiId" }));
  const api = context.apis.get(apiId);
  const document = api?.document;
  if (isTruthy(document) && !isOpenApi(document)) {
    throw invalidResource(
      apiId,
      "Structure of the SAM template is invalid. Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.",
    );
  }
  addInvokePermission(options, { document, path, method });
  if (api === undefined || document === undefined) return;
  addRoute({ ...options, api, document, path, method });
}

interface Place {
  readonly document: ValueMap | undefined;
  readonly path: string;
  readonly method: string;
}

/** The default route's permission covers all routes of its function. */
function addInvokePermission(options: EventOptions, { document, path, method }: Place): void {
  const { target, properties, context, id } = options;
  const isDefault = path === DEFAULT_PATH;
  if (!isDefault && document !== undefined && servesDefault(options, document)) return;
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const verb = method === "any" || method === ANY_METHOD ? "*" : method.toUpperCase();
  const isAnyDefault = method === "any" && trimmed === `/${DEFAULT_PATH}`;
  const route = isAnyDefault ? trimmed : `/${verb}${isDefault ? "" : pathPattern(trimmed)}`;
  addPermission(target, context, {
    prefix: id,
    principal: "apigateway.amazonaws.com",
    sourceArn: {
      "Fn::Sub": [
        `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}${route}`,
        { __ApiId__: properties["ApiId"] ?? null, __Stage__: "*" },
      ],
    },
  });
}

function servesDefault({ target }: EventOptions, document: ValueMap): boolean {
  const item = member(pathsOf(document), DEFAULT_PATH);
  if (!isValueMap(item) || !Object.hasOwn(item, ANY_METHOD)) return false;
  return operationsFor(document, DEFAULT_PATH, ANY_METHOD).some(({ [INTEGRATION]: integration }) => {
    const uri = isValueMap(integration) ? integration["uri"] : undefined;
    return uri !== undefined && JSON.stringify(uri).includes(`\${${target.id}.Arn}`);
  });
}

function addRoute(options: RouteOptions): void {
  const { properties, document, path, target, api } = options;
  const method = normalMethod(options.method);
  const { edits } = api;
  const item = edits.section(pathsOf(document), path);
  const known = edits.section(item, method);
  const isThere = !api.managed && known[INTEGRATION] !== undefined;
  const operation = isThere ? known : integrate(options, integration(options), "'");
  if (path === DEFAULT_PATH && method === ANY_METHOD) edits.set(operation, "isDefaultRoute", true);
  if (isValueMap(properties["Auth"]) && isTruthy(properties["Auth"])) {
    addHttpMethodAuth(options, operation, properties["Auth"]);
  }
  const { TimeoutInMillis: timeout, PayloadFormatVersion: format } = properties;
  const written = edits.section(operation, INTEGRATION);
  if (isTruthy(timeout)) edits.set(written, "timeoutInMillis", timeout);
  if (isTruthy(format)) edits.set(written, "payloadFormatVersion", format);
  addPathParameters(edits, operation, path);
  const condition = target.body["Condition"];
  if (!api.managed && !isThere && condition !== undefined)
    edits.set(item, method, when(condition, operation));
}

function integration(options: RouteOptions): ValueMap {
  return {
    type: "aws_proxy",
    httpMethod: "POST",
    payloadFormatVersion: "2.0",
    uri: integrationUri(options, "${AWS::Partition}", false),
  };
}

function addPathParameters(edits: DocumentEdits, operation: ValueMap, path: string): void {
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  if (names.length === 0) return;
  const known = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
  const others = known.filter((one) => !(isValueMap(one) && names.includes(String(one["name"]))));
  const added: Value[] = names.map((name) => {
    const same = known.find((one) => isValueMap(one) && one["name"] === name);
    return { ...(isValueMap(same) ? same : {}), name, in: "path", required: true };
  });
  edits.set(operation, "parameters", [...others, ...added]);
}
