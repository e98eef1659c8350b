import { mediaType } from "../../../shared/events/binary.ts";
import { compileSchema } from "../../../shared/schema/compile-schema.ts";
import type { SchemaCheck } from "../../../shared/schema/schema.ts";
import type { Method, RestApi } from "../../control/model/rest-api.ts";
import type { ApiInvocation, InvocationCheck } from "../invocation/api-invocation.ts";
import { missingParameters, REFUSALS, refuse } from "../invocation/refusal.ts";
import { requestParameter } from "../response/variables.ts";

/**
 * The request validator of a method, ready to run; undefined when it has none.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function compileValidation(api: RestApi, method: Method): InvocationCheck | undefined {
  const validator = api.requestValidators.find((it) => it.id === method.requestValidatorId);
  if (validator === undefined) return undefined;
  const required = validator.validateRequestParameters ? requiredParameters(method) : [];
  const models = validator.validateRequestBody ? bodyModels(api, method) : undefined;
  return async (invocation) => {
    assertParameters(invocation, required);
    if (models !== undefined && models.size > 0) await assertBody(invocation, models);
  };
}

function requiredParameters(method: Method): string[] {
  return Object.entries(method.requestParameters ?? {})
    .filter(([, required]) => required)
    .map(([name]) => name.slice("method.request.".length));
}

function assertParameters(invocation: ApiInvocation, required: readonly string[]): void {
  const missing = required.filter((reference) => {
    const value = requestParameter(invocation, reference);
    return value === undefined || value === "";
  });
  if (missing.length === 0) return;
  throw missingParameters(missing.map((reference) => reference.slice(reference.indexOf(".") + 1)));
}

interface BodyModel {
  readonly name: string;
  readonly check: SchemaCheck;
}

function bodyModels(api: RestApi, method: Method): ReadonlyMap<string, BodyModel> {
  const models = new Map<string, BodyModel>();
  for (const [type, name] of Object.entries(method.requestModels ?? {})) {
    if (api.models.some((it) => it.name === name))
      models.set(type.toLowerCase(), { name, check: compileSchema(api.models, name) });
  }
  return models;
}

async function assertBody(invocation: ApiInvocation, models: ReadonlyMap<string, BodyModel>): Promise<void> {
  const header = invocation.request.headers["content-type"];
  const type = header === undefined ? "application/json" : mediaType(header);
  const model = models.get(type) ?? models.get("$default");
  // A type without a model is not checked, as on AWS.
  if (model === undefined) return;
  const failure = failureOf(model.check, (await invocation.body()).toString("utf8"));
  if (failure === undefined) return;
  throw refuse(REFUSALS.invalidRequestBody, failure).because({
    rule: "APIGW-8",
    reason: "body-invalid",
    had: { fault: failure, type },
    by: { model: model.name },
  });
}

function failureOf(check: SchemaCheck, text: string): string | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return "Unable to parse the body as JSON";
  }
  return check(body);
}
