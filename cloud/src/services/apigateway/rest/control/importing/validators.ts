import type { Randomness } from "../../../../../core/randomness.ts";
import { newPartId } from "../model/ids.ts";
import type { RequestValidator, RestApi } from "../model/rest-api.ts";
import { assertMembers, type Node, nodeAt, optionalNode } from "./document.ts";

const MEMBER = "x-amazon-apigateway-request-validators";
const MEMBERS: ReadonlySet<string> = new Set(["validateRequestBody", "validateRequestParameters"]);

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-request-validators.html */
export function importValidators(
  document: Node,
  before: RestApi,
  randomness: Randomness,
): RequestValidator[] {
  return Object.entries(optionalNode(document[MEMBER], MEMBER)).map(([name, value]) => {
    const node = nodeAt(value, `${MEMBER}.${name}`);
    assertMembers(node, MEMBERS, `${MEMBER}.${name}`);
    return {
      id: before.requestValidators.find((it) => it.name === name)?.id ?? newPartId(randomness),
      name,
      validateRequestBody: String(node["validateRequestBody"]) === "true",
      validateRequestParameters: String(node["validateRequestParameters"]) === "true",
    };
  });
}
