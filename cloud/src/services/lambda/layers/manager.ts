import type { Caller } from "../../../core/caller.ts";
import type { PublishLayerVersionRequest } from "../../../wire/models/generated/lambda.types.ts";
import { type CodeSource, saveCode } from "../code/code-source.ts";
import { resourceNotFound } from "../shared/errors.ts";
import type { LayersContext } from "./context.ts";
import type { LayerVersion } from "./layer.ts";
import { type LayerVersionReference, parseLayerName } from "./names.ts";

type NewLayerVersion = Pick<
  PublishLayerVersionRequest,
  "LayerName" | "Description" | "LicenseInfo" | "CompatibleRuntimes" | "CompatibleArchitectures"
> & { readonly Content: CodeSource };

/** Unpacks the content of a new version; it is there once the returned function is called. */
export async function prepareLayerVersion(
  lambda: LayersContext,
  caller: Caller,
  input: NewLayerVersion,
): Promise<() => LayerVersion> {
  const layerName = parseLayerName(input.LayerName, lambda.scope);
  const content = await saveCode(lambda, caller, input.Content);
  return () =>
    lambda.layers.add(layerName, (version) => ({
      layerName,
      version,
      description: input.Description ?? "",
      licenseInfo: input.LicenseInfo,
      compatibleRuntimes: input.CompatibleRuntimes,
      compatibleArchitectures: input.CompatibleArchitectures,
      createdAt: lambda.clock.now(),
      ...content,
    }));
}

/** @throws AwsError ResourceNotFoundException */
export function requireLayerVersion(lambda: LayersContext, reference: LayerVersionReference): LayerVersion {
  const found = lambda.layers.find(reference);
  if (found === undefined) throw resourceNotFound("The resource you requested does not exist.");
  return found;
}

/** What a list of versions may be narrowed to. */
export type LayerFilter = {
  readonly CompatibleRuntime?: string;
  readonly CompatibleArchitecture?: string;
};

export function isCompatible(layer: LayerVersion, filter: LayerFilter): boolean {
  const { CompatibleRuntime: runtime, CompatibleArchitecture: architecture } = filter;
  return (
    (runtime === undefined || layer.compatibleRuntimes?.includes(runtime) === true) &&
    (architecture === undefined || layer.compatibleArchitectures?.includes(architecture) === true)
  );
}
