import { newGatewayResponse } from "../apis/gateway-responses.ts";
import type { GatewayResponse } from "../model/rest-api.ts";
import { assertMembers, type Node, nodeAt, optionalNode, textMap } from "./document.ts";

const MEMBER = "x-amazon-apigateway-gateway-responses";
const MEMBERS: ReadonlySet<string> = new Set(["statusCode", "responseParameters", "responseTemplates"]);

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html */
export function importGatewayResponses(document: Node): GatewayResponse[] {
  return Object.entries(optionalNode(document[MEMBER], MEMBER)).map(([responseType, value]) => {
    const where = `${MEMBER}.${responseType}`;
    const node = nodeAt(value, where);
    assertMembers(node, MEMBERS, where);
    const { statusCode } = node;
    return newGatewayResponse({
      responseType,
      statusCode: statusCode === undefined || statusCode === null ? undefined : String(statusCode),
      responseParameters: textMap(node["responseParameters"], `${where}.responseParameters`),
      responseTemplates: textMap(node["responseTemplates"], `${where}.responseTemplates`),
    });
  });
}
