import type { Broker } from "../broker/broker.ts";
import { iotErrors } from "../errors.ts";
import type { IotOperation } from "../http/service.ts";
import { createIamPrincipal } from "../principals/principal.ts";
import type { IotAccess } from "./access.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_GetRetainedMessage.html */
export function createGetRetainedMessage(deps: IotAccess & { readonly broker: Broker }): IotOperation {
  return {
    name: "GetRetainedMessage",
    method: "GET",
    path: "/retainedMessage/{topic+}",
    plane: "data",
    run: ({ caller, path }) => {
      const topic = path["topic"] ?? "";
      const resource = `topic/${topic}`;
      const principal = createIamPrincipal({ ...deps, caller });
      if (!principal.may({ action: "GetRetainedMessage", resource, conditions: {} }))
        throw iotErrors.forbidden();
      const found = deps.broker.retained.find(topic);
      if (found === undefined) throw iotErrors.resourceNotFound("The specified resource does not exist");
      return {
        topic,
        payload: found.payload.toString("base64"),
        qos: found.qos,
        lastModifiedTime: found.modifiedAt,
      };
    },
  };
}
