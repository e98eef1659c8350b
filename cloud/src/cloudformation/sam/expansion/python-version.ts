import { section } from "../../template/sections.ts";
import { asMap, isValueMap, type ValueMap } from "../../template/value.ts";
import { API_TYPE, FUNCTION_TYPE, HTTP_API_TYPE } from "./expansion-context.ts";
import { isTruthy } from "./python.ts";

/**
 * Whether the real transform keeps to the order and the texts of Python 2, for which its ids were made
 * once: where there is a REST API, or an HTTP API with a default authorizer.
 */
export function actsAsPython2(template: ValueMap): boolean {
  const resources = Object.values(section(template, "Resources")).filter(isValueMap);
  const isCommon = hasDefaultAuthorizer(asMap(asMap(template["Globals"])["HttpApi"]));
  return resources.some((resource) => {
    const properties = asMap(resource["Properties"]);
    if (resource["Type"] === API_TYPE) return true;
    if (resource["Type"] === HTTP_API_TYPE) return isCommon || hasDefaultAuthorizer(properties);
    if (resource["Type"] !== FUNCTION_TYPE && resource["Type"] !== "AWS::Serverless::StateMachine")
      return false;
    return hasEvent(properties, "Api") || (isCommon && hasEvent(properties, "HttpApi"));
  });
}

function hasDefaultAuthorizer(properties: ValueMap): boolean {
  return isTruthy(asMap(properties["Auth"])["DefaultAuthorizer"]);
}

function hasEvent(properties: ValueMap, type: string): boolean {
  return Object.values(asMap(properties["Events"])).some((event) => asMap(event)["Type"] === type);
}
