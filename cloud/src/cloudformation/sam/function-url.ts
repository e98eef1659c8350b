import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import {
  addResource,
  type ExpansionContext,
  passedOn,
  type ServerlessResource,
} from "./expansion/expansion-context.ts";
import { isTruthy } from "./expansion/python.ts";
import { isIntrinsic } from "./expansion/values.ts";

const isList = (value: Value) => Array.isArray(value);
const CORS: ReadonlyMap<string, readonly [string, (value: Value) => boolean]> = new Map([
  ["AllowOrigins", ["list", isList]],
  ["AllowMethods", ["list", isList]],
  ["AllowCredentials", ["bool", (value) => typeof value === "boolean"]],
  ["AllowHeaders", ["list", isList]],
  ["ExposeHeaders", ["list", isList]],
  ["MaxAge", ["int", (value) => Number.isInteger(value)]],
]);

/** FunctionUrlConfig → the URL and, when it is open, the permissions for everybody. */
export function addFunctionUrl(
  resource: ServerlessResource,
  context: ExpansionContext,
  functionRef: Value,
): void {
  const { logicalId, body, properties } = resource;
  const config = properties["FunctionUrlConfig"];
  if (!isValueMap(config) || !isTruthy(config)) return;
  if (!isIntrinsic(config)) checkConfig(logicalId, config);
  const attributes = passedOn(body);
  const { AuthType, Cors, InvokeMode } = config;
  addResource(context, logicalId, {
    id: `${logicalId}Url`,
    type: "AWS::Lambda::Url",
    attributes,
    properties: {
      TargetFunctionArn: functionRef,
      AuthType,
      Cors: isTruthy(Cors) ? Cors : undefined,
      InvokeMode,
    },
  });
  if (AuthType !== "NONE") return;
  const everybody = { Principal: "*", FunctionName: functionRef };
  addResource(context, logicalId, {
    id: `${logicalId}UrlPublicPermissions`,
    type: "AWS::Lambda::Permission",
    attributes,
    properties: { ...everybody, Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: AuthType },
  });
  addResource(context, logicalId, {
    id: `${logicalId}URLInvokeAllowPublicAccess`,
    type: "AWS::Lambda::Permission",
    attributes,
    properties: { ...everybody, Action: "lambda:InvokeFunction", InvokedViaFunctionUrl: true },
  });
}

function checkConfig(logicalId: string, { AuthType: auth, Cors: cors }: ValueMap): void {
  if (!isIntrinsic(auth) && auth !== "AWS_IAM" && auth !== "NONE") {
    throw invalidResource(
      logicalId,
      "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.",
    );
  }
  if (!isTruthy(cors) || isIntrinsic(cors)) return;
  if (!isValueMap(cors)) {
    throw invalidResource(logicalId, "Property 'FunctionUrlConfig.Cors' should be a map.");
  }
  for (const [name, value] of Object.entries(cors)) {
    const rule = CORS.get(name);
    if (rule === undefined) {
      throw invalidResource(logicalId, `${name} is not a valid property for configuring Cors.`);
    }
    const [type, fits] = rule;
    if (!isIntrinsic(value) && !fits(value)) {
      throw invalidResource(logicalId, `${name} must be of type ${type}.`);
    }
  }
}
