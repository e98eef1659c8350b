import type { Scope } from "../../../core/arns.ts";
import { isoWithOffset } from "../shared/times.ts";
import type { LayerVersion } from "./layer.ts";
import { layerArn, layerVersionArn } from "./names.ts";

/** LayerVersionsListItem: a version without its content. */
export function describeListedVersion(scope: Scope, layer: LayerVersion): Record<string, unknown> {
  return {
    LayerVersionArn: layerVersionArn(scope, layer),
    Version: layer.version,
    Description: layer.description,
    CreatedDate: isoWithOffset(layer.createdAt),
    ...optional("CompatibleRuntimes", layer.compatibleRuntimes),
    ...optional("LicenseInfo", layer.licenseInfo),
    ...optional("CompatibleArchitectures", layer.compatibleArchitectures),
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export function describeLayerVersion(scope: Scope, layer: LayerVersion): Record<string, unknown> {
  return {
    Content: { CodeSha256: layer.codeSha256, CodeSize: layer.codeSize },
    LayerArn: layerArn(scope, layer.layerName),
    ...describeListedVersion(scope, layer),
  };
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}
