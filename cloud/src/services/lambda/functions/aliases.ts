import type { CreateAliasRequest, UpdateAliasRequest } from "../../../wire/models/generated/lambda.types.ts";
import { conflict, preconditionFailed, resourceNotFound } from "../shared/errors.ts";
import type { FunctionsContext } from "./context.ts";
import type { FunctionAlias } from "./function.ts";
import { requireFunction, requireVersion } from "./manager.ts";
import { functionArn } from "./names.ts";

type NewAlias = Pick<CreateAliasRequest, "Name" | "FunctionVersion" | "Description">;
type AliasChange = Pick<UpdateAliasRequest, "FunctionVersion" | "Description" | "RevisionId">;

export function requireAlias(lambda: FunctionsContext, functionName: string, name: string): FunctionAlias {
  requireFunction(lambda, functionName);
  const alias = lambda.store.findAlias(functionName, name);
  if (alias === undefined) {
    throw resourceNotFound(
      `Cannot find alias arn: ${functionArn(lambda.scope, { name: functionName, qualifier: name })}`,
    );
  }
  return alias;
}

export function createAlias(lambda: FunctionsContext, functionName: string, input: NewAlias): FunctionAlias {
  requireFunction(lambda, functionName);
  if (lambda.store.findAlias(functionName, input.Name) !== undefined) {
    const arn = functionArn(lambda.scope, { name: functionName, qualifier: input.Name });
    throw conflict(`Alias already exists: ${arn}`);
  }
  requireVersion(lambda, functionName, input.FunctionVersion);
  return save(lambda, {
    functionName,
    name: input.Name,
    version: input.FunctionVersion,
    description: input.Description ?? "",
    revisionId: lambda.randomness.uuid(),
  });
}

export function updateAlias(
  lambda: FunctionsContext,
  { functionName, name }: { readonly functionName: string; readonly name: string },
  input: AliasChange,
): FunctionAlias {
  const before = requireAlias(lambda, functionName, name);
  if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw preconditionFailed();
  if (input.FunctionVersion !== undefined) requireVersion(lambda, functionName, input.FunctionVersion);
  return save(lambda, {
    ...before,
    version: input.FunctionVersion ?? before.version,
    description: input.Description ?? before.description,
    revisionId: lambda.randomness.uuid(),
  });
}

/** Deleting an alias that is gone succeeds. */
export function deleteAlias(lambda: FunctionsContext, functionName: string, name: string): void {
  requireFunction(lambda, functionName);
  lambda.store.transaction(() => {
    lambda.store.removeAlias(functionName, name);
    lambda.store.removePolicy(functionName, name);
  });
  lambda.changed(functionName);
}

function save(lambda: FunctionsContext, alias: FunctionAlias): FunctionAlias {
  lambda.store.saveAlias(alias);
  lambda.changed(alias.functionName);
  return alias;
}
