import { asMap, isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import type { Part } from "./finding.ts";

const INTEGRATIONS: ReadonlySet<string> = new Set(["AWS_PROXY", "MOCK"]);
const NO_METHODS: ReadonlySet<string> = new Set(["parameters", "summary", "description"]);

const apiKey = (what: string): Part => ({ kind: "api-key", what });
const authorizer = (what: string): Part => ({ kind: "authorizer", what });
const integrationPart = (what: string): Part => ({ kind: "integration", what });
const mapping = (what: string): Part => ({ kind: "mapping-template", what });

/** What of an OpenAPI body of a REST API is not supported here. Function calls in it are looked through. */
export function partsOfBody(body: ValueMap): Part[] {
  const definitions = definitionsOf(body);
  const keys = new Set<string>();
  const parts: Part[] = [];
  for (const [name, definition] of Object.entries(definitions)) {
    const authorizer = mapAt(definition, "x-amazon-apigateway-authorizer");
    if (authorizer !== undefined) parts.push(...authorizerPart(name, authorizer["type"]));
    else if (isApiKey(definition)) keys.add(name);
  }
  for (const { place, operation } of operationsOf(body)) {
    parts.push(...integrationParts(place, mapAt(operation, "x-amazon-apigateway-integration")));
    const security = operation["security"];
    const names = Array.isArray(security) ? security.flatMap((it) => Object.keys(asMap(it))) : [];
    if (names.some((name) => keys.has(name))) parts.push(apiKey(`the API key that ${place} requires`));
  }
  return parts;
}

export function partsOfMethod(properties: ValueMap): Part[] {
  const integration = mapAt(properties, "Integration") ?? {};
  const isMapped = ["RequestTemplates", "IntegrationResponses"].some((name) => computes(integration[name]));
  return [
    ...(properties["AuthorizationType"] === "CUSTOM" ? [authorizer("the authorization type CUSTOM")] : []),
    ...(isTrue(properties["ApiKeyRequired"]) ? [apiKey("the API key that it requires")] : []),
    ...kindPart(integration["Type"], "the method"),
    ...(isMapped ? [mapping("a mapping template that computes")] : []),
  ];
}

/** TOKEN and REQUEST ask a function, JWT belongs to HTTP APIs. */
export function authorizerPart(name: string, type: Value | undefined): Part[] {
  if (typeof type !== "string" || type.toLowerCase() === "cognito_user_pools") return [];
  return [authorizer(`the ${type.toUpperCase()} authorizer ${name}`)];
}

function integrationParts(place: string, integration: ValueMap | undefined): Part[] {
  if (integration === undefined) return [];
  const isMapped = computes(integration["requestTemplates"]) || responsesOf(integration).some(computes);
  return [
    ...kindPart(integration["type"], place),
    ...(isMapped ? [mapping(`a mapping template of ${place} that computes`)] : []),
  ];
}

function responsesOf(integration: ValueMap): (Value | undefined)[] {
  return Object.values(mapAt(integration, "responses") ?? {}).map((it) => asMap(it)["responseTemplates"]);
}

function kindPart(type: Value | undefined, place: string): Part[] {
  if (typeof type !== "string" || INTEGRATIONS.has(type.toUpperCase())) return [];
  return [integrationPart(`the integration ${type.toUpperCase()} of ${place}`)];
}

/** Whether a template of VTL is anywhere below; function calls of the template are none. */
function computes(value: Value | undefined): boolean {
  if (typeof value === "string") return /[#$]/.test(value);
  if (Array.isArray(value)) return value.some(computes);
  if (!isValueMap(value)) return false;
  return Object.entries(value).some(([name, nested]) => isTemplates(name) && computes(nested));
}

/** Members of a method's responses that are no templates, and function calls, are left out. */
function isTemplates(name: string): boolean {
  return name.includes("/") || name === "ResponseTemplates";
}

interface PlacedOperation {
  /** `GET /x` */
  readonly place: string;
  readonly operation: ValueMap;
}

function operationsOf(body: ValueMap): PlacedOperation[] {
  return Object.entries(mapAt(body, "paths") ?? {}).flatMap(([path, item]) =>
    Object.entries(asMap(item))
      .filter(([method, operation]) => isValueMap(operation) && !NO_METHODS.has(method))
      .map(([method, operation]) => ({
        place: `${method === "x-amazon-apigateway-any-method" ? "ANY" : method.toUpperCase()} ${path}`,
        operation: asMap(operation),
      })),
  );
}

function definitionsOf(body: ValueMap): Record<string, ValueMap> {
  const all = {
    ...mapAt(body, "securityDefinitions"),
    ...mapAt(mapAt(body, "components") ?? {}, "securitySchemes"),
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, asMap(value)]));
}

function isApiKey(definition: ValueMap): boolean {
  return definition["type"] === "apiKey" && definition["x-amazon-apigateway-authtype"] === undefined;
}

function isTrue(value: Value | undefined): boolean {
  return value === true || value === "true";
}

function mapAt(map: ValueMap, name: string): ValueMap | undefined {
  const value = map[name];
  return isValueMap(value) ? value : undefined;
}
