import type { Broker } from "../broker/broker.ts";
import { iotErrors } from "../errors.ts";
import type { IotOperation } from "../http/service.ts";
import { createIamPrincipal } from "../principals/principal.ts";
import type { IotAccess } from "./access.ts";

const MAX_RESULTS = 200;

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_ListRetainedMessages.html */
export function createListRetainedMessages(deps: IotAccess & { readonly broker: Broker }): IotOperation {
  return {
    name: "ListRetainedMessages",
    method: "GET",
    path: "/retainedMessage",
    plane: "data",
    run: ({ caller, query }) => {
      const principal = createIamPrincipal({ ...deps, caller });
      const question = { action: "ListRetainedMessages", resource: "*", conditions: {} } as const;
      if (!principal.may(question)) throw iotErrors.forbidden();
      const limit = maxResults(query.get("maxResults"));
      const after = Buffer.from(query.get("nextToken") ?? "", "base64url").toString("utf8");
      const found = deps.broker.retained.list(after, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        retainedTopics: page.map(({ topic, payload, qos, modifiedAt }) => ({
          topic,
          payloadSize: payload.length,
          qos,
          lastModifiedTime: modifiedAt,
        })),
        ...(found.length > limit && last !== undefined
          ? { nextToken: Buffer.from(last.topic, "utf8").toString("base64url") }
          : {}),
      };
    },
  };
}

function maxResults(text: string | null): number {
  if (text === null) return MAX_RESULTS;
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= 1 && value <= MAX_RESULTS) return value;
  throw iotErrors.invalidRequest("maxResults must be between 1 and 200");
}
