import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DocumentEdits } from "../../edits/document-edits.ts";
import { written } from "../../edits/provenance.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidDocument, invalidResource } from "../expansion/errors.ts";
import {
  addResource,
  type ExpandedApi,
  type ExpansionContext,
  passedOn,
} from "../expansion/expansion-context.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import { isTruthy } from "../expansion/python.ts";
import { type Authorizer, readAuthorizers } from "./authorizers.ts";
import { assertPaths, isSwagger, type Operation, operationsOf, pathsOf, securityMapsOf } from "./document.ts";
import { finishOpenApi } from "./open-api.ts";
import { addResourcePolicy } from "./resource-policy.ts";
import { API_KEY, addIamDefinition, addKeyDefinition, definitionsOf } from "./security.ts";

const AUTH_KEYS = new Set([
  "AddApiKeyRequiredToCorsPreflight",
  "AddDefaultAuthorizerToCorsPreflight",
  "ApiKeyRequired",
  "Authorizers",
  "DefaultAuthorizer",
  "InvokeRole",
  "ResourcePolicy",
  "UsagePlan",
]);

/** The Auth property of an API, parameters put in; empty when there is none. */
export function readApiAuth({ logicalId, properties }: ExpandedApi, context: ExpansionContext): ValueMap {
  const auth = resolveParameterRefs(properties["Auth"] ?? {}, context.parameters);
  if (isValueMap(auth) && Object.keys(auth).every((key) => AUTH_KEYS.has(key))) return auth;
  throw invalidResource(logicalId, "Invalid value for 'Auth' property");
}

/** Security definitions; the default authorizer and API keys on every route without a word of its own. */
export function addApiAuth(api: ExpandedApi, context: ExpansionContext): void {
  if (!isTruthy(api.properties["Auth"])) return;
  const { logicalId, document } = api;
  if (document === undefined) {
    throw invalidResource(
      logicalId,
      "Auth works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  const auth = readApiAuth(api, context);
  if (!isSwagger(document)) {
    throw invalidResource(
      logicalId,
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  assertPaths(document);
  api.edits.step(() => writeAuth(api, context, auth));
  finishOpenApi(api);
}

function writeAuth(api: ExpandedApi, context: ExpansionContext, auth: ValueMap): void {
  const { document = {}, edits } = api;
  const authorizers = readAuthorizers(api.logicalId, auth, context.order);
  for (const [name, authorizer] of authorizers) {
    edits.set(definitionsOf(edits, document), name, authorizer.definition());
  }
  if (authorizers.size > 0) addDefaultAuthorizer(api, auth, authorizers);
  if (isTruthy(auth["ApiKeyRequired"])) {
    addKeyDefinition(edits, document);
    const onPreflight = auth["AddApiKeyRequiredToCorsPreflight"] ?? true;
    for (const operation of operationsOf(document)) requireKey(edits, operation, isTruthy(onPreflight));
  }
  addApiResourcePolicy(api, context, auth["ResourcePolicy"]);
}

function addDefaultAuthorizer(
  { logicalId, document = {}, edits }: ExpandedApi,
  auth: ValueMap,
  authorizers: ReadonlyMap<string, Authorizer>,
): void {
  const name = auth["DefaultAuthorizer"];
  if (!isTruthy(name)) return;
  if (typeof name !== "string") throw invalidResource(logicalId, "DefaultAuthorizer is not a string.");
  const authorizer = authorizers.get(name);
  if (authorizer === undefined) {
    throw invalidResource(
      logicalId,
      `Unable to set DefaultAuthorizer because '${name}' was not defined in 'Authorizers'.`,
    );
  }
  const onPreflight = isTruthy(auth["AddDefaultAuthorizerToCorsPreflight"] ?? true);
  const known = new Set(["AWS_IAM", ...authorizers.keys()]);
  for (const operation of operationsOf(document)) {
    if (operation.method === "options" && !onPreflight) continue;
    const security = withDefault(securityMapsOf(operation), known, { [name]: authorizer.scopes });
    if (security.length === 0) continue;
    edits.setWritten(operation.operation, "security", security);
    if (Object.hasOwn(security[0] ?? {}, "AWS_IAM")) addIamDefinition(edits, document);
  }
}

/** NONE is taken out, an authorizer of the route's own stays, else the default one comes. */
function withDefault(
  security: readonly ValueMap[],
  authorizers: ReadonlySet<string>,
  byDefault: ValueMap,
): ValueMap[] {
  const isAuthorizer = (entry: ValueMap) => Object.keys(entry).some((name) => authorizers.has(name));
  const others = security.filter((entry) => !isAuthorizer(entry));
  const none = others.findIndex((entry) => Object.hasOwn(entry, "NONE"));
  if (none !== -1) return others.filter((_, index) => index !== none);
  const own = security.filter(isAuthorizer);
  return [...others, ...(own.length > 0 ? own : [byDefault])];
}

function requireKey(edits: DocumentEdits, operation: Operation, onPreflight: boolean): void {
  const security = securityMapsOf(operation);
  const isKey = (entry: ValueMap) =>
    Object.hasOwn(entry, API_KEY) || Object.hasOwn(entry, `${API_KEY}_false`);
  const others = security.filter((entry) => !isKey(entry));
  const isFree =
    security.some((entry) => Object.hasOwn(entry, `${API_KEY}_false`)) ||
    (operation.method === "options" && !onPreflight);
  const required: ValueMap[] = isFree ? others : [...others, written({ [API_KEY]: [] })];
  if (JSON.stringify(required) !== JSON.stringify(security)) {
    edits.setWritten(operation.operation, "security", required);
  }
}

function addApiResourcePolicy(api: ExpandedApi, context: ExpansionContext, policy: Value | undefined): void {
  if (!isTruthy(policy)) return;
  if (!isValueMap(policy)) {
    throw invalidDocument("ResourcePolicy must be a map (ResourcePolicyStatement).");
  }
  const stage = api.properties["StageName"] ?? null;
  const paths = context.order.keysIn(api.edits, pathsOf(api.document ?? {}));
  addResourcePolicy(api, context, { given: policy, places: paths.map((path) => ({ path, stage })) });
}

/** Permissions for API Gateway to invoke the functions that decide. */
export function addAuthorizerPermissions(api: ExpandedApi, context: ExpansionContext): void {
  const { logicalId, body } = api;
  if (!isTruthy(api.properties["Auth"])) return;
  for (const [name, { permittedFunction }] of readAuthorizers(
    logicalId,
    readApiAuth(api, context),
    context.order,
  )) {
    if (permittedFunction !== undefined) {
      addAuthorizerPermission(context, logicalId, {
        name,
        body,
        functionArn: permittedFunction,
        partition: "aws",
      });
    }
  }
}

interface AuthorizerPermission {
  readonly name: string;
  readonly body: ValueMap;
  readonly functionArn: Value;
  readonly partition: string;
}

export function addAuthorizerPermission(
  context: ExpansionContext,
  apiId: string,
  { name, body, functionArn, partition }: AuthorizerPermission,
): void {
  addResource(context, apiId, {
    id: `${apiId}${name}AuthorizerPermission`,
    type: "AWS::Lambda::Permission",
    attributes: passedOn(body),
    properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: functionArn,
      Principal: "apigateway.amazonaws.com",
      SourceArn: {
        "Fn::Sub": [
          `arn:${partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/authorizers/*`,
          { __ApiId__: { Ref: apiId } },
        ],
      },
    },
  });
}
