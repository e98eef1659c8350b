import { unsupported } from "../../../../../core/errors.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import { compileSchema } from "../../../shared/schema/compile-schema.ts";
import { referencesOf } from "../../../shared/schema/references.ts";
import { SchemaError } from "../../../shared/schema/schema-error.ts";
import { badRequest, conflict, modelNotFound } from "../model/errors.ts";
import { newPartId } from "../model/ids.ts";
import type { Model, RestApi } from "../model/rest-api.ts";

const NAME = /^[a-zA-Z0-9]+$/;

/** @throws NotFoundException */
export function requireModel(api: RestApi, name: string): Model {
  const model = api.models.find((it) => it.name === name);
  if (model === undefined) throw modelNotFound(name);
  return model;
}

export function newModel(input: Omit<Model, "id">, randomness: Randomness, id?: string): Model {
  if (!NAME.test(input.name)) throw badRequest(`Model name must be alphanumeric: ${input.name}`);
  return { id: id ?? newPartId(randomness), ...input };
}

export function addModel(api: RestApi, model: Model): RestApi {
  if (api.models.some((it) => it.name === model.name)) {
    throw conflict(`Model name already exists for this REST API`);
  }
  const changed = { ...api, models: [...api.models, model] };
  assertModels(changed.models);
  return changed;
}

/** Every model can be checked as it is written: unknown keywords are refused now, not at a call. */
export function assertModels(models: readonly Model[]): void {
  for (const model of models) {
    try {
      for (const name of referencesOf(model.schema)) {
        if (!models.some((it) => it.name === name)) {
          throw badRequest(
            `Invalid model specified: Validation Result: warnings : [], errors : [Invalid model reference specified: ${name}]`,
          );
        }
      }
      compileSchema(models, model.name);
    } catch (error) {
      if (error instanceof SchemaError) throw unsupported(`Model ${model.name}: ${error.message}`);
      throw error;
    }
  }
}

/** A model that a method or another model uses stays. */
export function removeModel(api: RestApi, name: string): RestApi {
  requireModel(api, name);
  const used = api.resources.some((resource) =>
    Object.values(resource.methods).some((method) =>
      Object.values(method?.requestModels ?? {}).includes(name),
    ),
  );
  if (used) throw conflict(`Cannot delete model '${name}', is referenced in method request`);
  const models = api.models.filter((it) => it.name !== name);
  assertModels(models);
  return { ...api, models };
}
