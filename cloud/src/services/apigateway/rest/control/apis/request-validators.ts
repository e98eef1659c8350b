import { conflict, requestValidatorNotFound } from "../model/errors.ts";
import type { RequestValidator, RestApi } from "../model/rest-api.ts";
import { upsert } from "./lists.ts";

/** @throws NotFoundException */
export function requireValidator(api: RestApi, id: string): RequestValidator {
  const validator = api.requestValidators.find((it) => it.id === id);
  if (validator === undefined) throw requestValidatorNotFound();
  return validator;
}

export function withValidator(api: RestApi, validator: RequestValidator): RestApi {
  return {
    ...api,
    requestValidators: upsert(api.requestValidators, validator, (it) => it.id === validator.id),
  };
}

/** A validator that methods use stays: without it they would take anything. */
export function removeValidator(api: RestApi, id: string): RestApi {
  requireValidator(api, id);
  const used = api.resources.some((resource) =>
    Object.values(resource.methods).some((method) => method?.requestValidatorId === id),
  );
  if (used) throw conflict("Cannot delete request validator, is referenced in method.");
  return { ...api, requestValidators: api.requestValidators.filter((it) => it.id !== id) };
}
