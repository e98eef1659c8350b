import type { Member, Shape } from "../models/constraints.ts";
import type { ModelName, OperationModel, ServiceModel } from "../models/index.ts";
import { serviceModel } from "../models/index.ts";

/** A request of a client before it is signed. */
export interface OperationRequest {
  /** Name in the scope of the signature. */
  readonly signingName: string;
  readonly method: string;
  /** Percent-encoded, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

type Input = Readonly<Record<string, unknown>>;

/**
 * An operation as a client of AWS sends it, made from the service's model. Bodies in XML are not made:
 * no page and no command of this cloud sends one by this way.
 * @param service name of a model, e.g. `cognito-idp`
 * @throws Error for what is not in the model, or has a body in XML
 */
export function operationRequest(service: string, operation: string, input: Input = {}): OperationRequest {
  const model = serviceModel(service as ModelName);
  const found = model.operation(operation);
  if (found === undefined) throw new Error(`${service} has no operation ${operation}`);
  switch (model.protocol) {
    case "json":
      return {
        signingName: model.signingName,
        method: "POST",
        path: "/",
        headers: {
          "content-type": `application/x-amz-json-${model.jsonVersion ?? "1.1"}`,
          "x-amz-target": `${model.targetPrefix}.${operation}`,
        },
        body: JSON.stringify(input),
      };
    case "query":
      return {
        signingName: model.signingName,
        method: "POST",
        path: "/",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: queryBody(model, found, input),
      };
    default:
      return restRequest(model, found, input);
  }
}

function queryBody(
  { apiVersion }: ServiceModel,
  { name, input: shape }: OperationModel,
  input: Input,
): string {
  const parameters = new URLSearchParams({ Action: name, Version: apiVersion });
  for (const [key, value] of Object.entries(input)) append(parameters, key, { value, member: shape[key] });
  return parameters.toString();
}

interface Given {
  readonly value: unknown;
  readonly member: Member | undefined;
}

function append(parameters: URLSearchParams, name: string, { value, member }: Given): void {
  if (value === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      append(parameters, `${name}.member.${index + 1}`, { value: item, member: member?.items });
    }
  } else if (typeof value === "object" && value !== null && member?.type === "map") {
    const [keyName, valueName] = [
      member.keys?.wire?.wireName ?? "key",
      member.items?.wire?.wireName ?? "value",
    ];
    for (const [index, [key, inner]] of Object.entries(value).entries()) {
      const entry = `${name}.entry.${index + 1}`;
      append(parameters, `${entry}.${keyName}`, { value: key, member: member.keys });
      append(parameters, `${entry}.${valueName}`, { value: inner, member: member.items });
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      append(parameters, `${name}.${key}`, { value: inner, member: member?.members?.[key] });
    }
  } else {
    parameters.append(name, String(value));
  }
}

function restRequest(model: ServiceModel, operation: OperationModel, input: Input): OperationRequest {
  const { http, input: shape, payload, name } = operation;
  const [pattern = "/", literal = ""] = http.uri.split("?");
  const query: string[] = literal === "" ? [] : [literal];
  const headers: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  let path = pattern;
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const { wire = {} } = memberOf(shape, key);
    const wireName = wire.wireName ?? key;
    if (wire.location === "uri") path = withLabel(path, wireName, String(value));
    else if (wire.location === "querystring") query.push(...queryOf(wireName, value));
    else if (wire.location === "header") headers[wireName.toLowerCase()] = String(value);
    else if (wire.location === "headers") {
      for (const [suffix, text] of Object.entries(value as object))
        headers[`${wireName}${suffix}`.toLowerCase()] = String(text);
    } else rest[key] = value;
  }
  const body = bodyOf(rest, payload);
  if (typeof body === "object" && !Buffer.isBuffer(body) && model.protocol === "rest-xml") {
    throw new Error(`${name} has a body in XML`);
  }
  const isJson = typeof body === "object" && !Buffer.isBuffer(body);
  return {
    signingName: model.signingName,
    method: http.method,
    path: query.length === 0 ? path : `${path}?${query.join("&")}`,
    headers: isJson ? { "content-type": "application/json", ...headers } : headers,
    body: isJson ? JSON.stringify(body) : (body ?? ""),
  };
}

function memberOf(shape: Shape, name: string): Member {
  return shape[name] ?? { type: "string" };
}

function bodyOf(rest: Input, payload: string | undefined): object | string | Buffer | undefined {
  if (payload !== undefined) return rest[payload] as string | Buffer | object | undefined;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/** `{Key+}` takes slashes as they are. */
function withLabel(path: string, name: string, value: string): string {
  const encoded = encodeURIComponent(value).replace(/[!'()*]/g, percentEncoded);
  return path.replace(`{${name}+}`, () => encoded.replaceAll("%2F", "/")).replace(`{${name}}`, () => encoded);
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function queryOf(name: string, value: unknown): string[] {
  return [value].flat().map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(String(each))}`);
}
