import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidEvent, invalidResource } from "../errors.ts";
import { addPermission } from "../function-target.ts";
import type { EventOptions } from "./event-options.ts";

/** Makes the function a trigger of a pool of the same template. The condition of the function is not carried into the pool. */
export function expandCognitoEvent({ target, eventId, properties, draft }: EventOptions): void {
  const { UserPool: reference, Trigger: trigger } = properties;
  const poolId = isValueMap(reference) ? String(reference["Ref"]) : "";
  const pool = draft.resources.get(poolId);
  if (!isValueMap(pool)) {
    throw invalidEvent(
      target.logicalId,
      eventId,
      "Cognito events must reference a Cognito UserPool in the same template.",
    );
  }
  addPermission(target, draft, {
    logicalId: `${target.logicalId}CognitoPermission`,
    principal: "cognito-idp.amazonaws.com",
    sourceArn: { "Fn::GetAtt": [poolId, "Arn"] },
  });
  const poolProperties = isValueMap(pool["Properties"]) ? pool["Properties"] : {};
  const config = poolProperties["LambdaConfig"] ?? {};
  if (!isValueMap(config)) {
    throw invalidResource(poolId, "Property 'LambdaConfig' should be a map.");
  }
  const triggers: ValueMap = { ...config };
  for (const name of Array.isArray(trigger) ? trigger : [trigger]) {
    if (typeof name !== "string") {
      throw invalidEvent(target.logicalId, eventId, "Property 'Trigger' should be a string or a list.");
    }
    if (Object.hasOwn(triggers, name)) {
      throw invalidEvent(target.logicalId, eventId, `Cognito trigger "${name}" defined multiple times.`);
    }
    triggers[name] = target.arn;
  }
  draft.resources.set(poolId, { ...pool, Properties: { ...poolProperties, LambdaConfig: triggers } });
}
