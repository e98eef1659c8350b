import type { AwsError } from "../../../core/errors.ts";
import type {
  AliasRoutingConfiguration,
  CreateAliasRequest,
  UpdateAliasRequest,
} from "../../../wire/models/generated/lambda.types.ts";
import { LATEST } from "../shared/constants.ts";
import {
  conflict,
  invalidParameter,
  preconditionFailed,
  resourceNotFound,
  validation,
} from "../shared/errors.ts";
import type { FunctionsContext } from "./context.ts";
import type { AliasRouting, FunctionAlias } from "./function.ts";
import { requireFunction, requireVersion } from "./manager.ts";
import { functionArn } from "./names.ts";

type NewAlias = Pick<CreateAliasRequest, "Name" | "FunctionVersion" | "Description" | "RoutingConfig">;
type AliasChange = Pick<
  UpdateAliasRequest,
  "FunctionVersion" | "Description" | "RevisionId" | "RoutingConfig"
>;

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
    routing: routingOf(lambda, { functionName, version: input.FunctionVersion }, input.RoutingConfig),
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
  const version = input.FunctionVersion ?? before.version;
  // Weights that stay are weighed against the version that is new.
  const weights = input.RoutingConfig ?? routingConfigOf(before.routing);
  return save(lambda, {
    ...before,
    version,
    routing: routingOf(lambda, { functionName, version }, weights),
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

interface AliasTarget {
  readonly functionName: string;
  /** The version that the alias points to. */
  readonly version: string;
}

/**
 * The second version of an alias; none for no weights.
 * @throws AwsError for one that it cannot have
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
function routingOf(
  lambda: FunctionsContext,
  { functionName, version: main }: AliasTarget,
  config: AliasRoutingConfiguration | undefined,
): AliasRouting | undefined {
  const [entry, second] = Object.entries(config?.AdditionalVersionWeights ?? {});
  if (entry === undefined) return undefined;
  const [version, weight] = entry;
  if (second !== undefined) {
    throw invalidParameter("Number of items in AdditionalVersionWeights cannot be greater than 1");
  }
  if (weight < 0 || weight >= 1) {
    throw badWeights(
      entry,
      "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    );
  }
  if (version === main) {
    throw invalidParameter(
      `Invalid function version ${main}. Function version ${main} is already included in routing configuration.`,
    );
  }
  if (main === LATEST) {
    throw invalidParameter("$LATEST is not supported for an alias pointing to more than 1 version");
  }
  if (!/^\d+$/.test(version)) {
    throw badWeights(
      entry,
      "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]",
    );
  }
  requireVersion(lambda, functionName, version);
  return { version, weight };
}

function routingConfigOf(routing: AliasRouting | undefined): AliasRoutingConfiguration | undefined {
  return routing === undefined
    ? undefined
    : { AdditionalVersionWeights: { [routing.version]: routing.weight } };
}

function badWeights([version, weight]: readonly [string, number], constraint: string): AwsError {
  return validation(
    `1 validation error detected: Value '{${version}=${weight}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: ${constraint}`,
  );
}

function save(lambda: FunctionsContext, alias: FunctionAlias): FunctionAlias {
  lambda.store.saveAlias(alias);
  lambda.changed(alias.functionName);
  return alias;
}
