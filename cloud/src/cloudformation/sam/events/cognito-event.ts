import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { invalidEvent, invalidResource } from "../expansion/errors.ts";
import { putResource } from "../expansion/expansion-context.ts";
import { pythonText } from "../expansion/python.ts";
import type { EventOptions, EventSource, GivenEvent } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";
import { rewritten } from "./linked-resource.ts";

/** Makes the function a trigger of a pool of the same template. The condition of the function is not carried into the pool. */
export const COGNITO_EVENT: EventSource = {
  link: (event, { given }) => {
    if (isValueMap(member(given, poolIdOf(event) ?? ""))) return;
    throw invalidEvent(
      event.functionId,
      event.eventId,
      "Cognito events must reference a Cognito UserPool in the same template.",
    );
  },
  expand,
};

function poolIdOf({ functionId, id, properties }: GivenEvent): string | undefined {
  const pool = properties["UserPool"];
  const name = isValueMap(pool) ? member(pool, "Ref") : undefined;
  if (name === undefined || typeof name === "string") return name;
  throw invalidEvent(functionId, id, "Ref in Userpool is not a string.");
}

function expand(options: EventOptions): void {
  const { target, eventId, properties, context } = options;
  const poolId = poolIdOf(options) ?? "";
  addPermission(target, context, {
    prefix: `${target.id}Cognito`,
    principal: "cognito-idp.amazonaws.com",
    sourceArn: { "Fn::GetAtt": [poolId, "Arn"] },
  });
  const pool = context.resources.get(poolId);
  const body = isValueMap(pool) ? pool : {};
  const own = isValueMap(body["Properties"]) ? body["Properties"] : {};
  const config = own["LambdaConfig"] ?? {};
  if (!isValueMap(config)) throw invalidResource(poolId, "Property 'LambdaConfig' should be a map.");
  const trigger = properties["Trigger"];
  const triggers: ValueMap = { ...config };
  for (const name of Array.isArray(trigger) ? trigger : [trigger]) {
    if (Object.hasOwn(triggers, String(name))) {
      throw invalidEvent(
        target.logicalId,
        eventId,
        `Cognito trigger "${pythonText(trigger, context.textMark)}" defined multiple times.`,
      );
    }
    triggers[String(name)] = target.arn;
  }
  putResource(context, target.logicalId, {
    id: poolId,
    body: rewritten(poolId, "AWS::Cognito::UserPool", {
      ...body,
      Properties: { ...own, LambdaConfig: triggers },
    }),
  });
}
