import { isOfOtherAccount, parseArn, regionalArn, type Scope } from "../../../core/arns.ts";
import { invalidParameter, resourceNotFound } from "../shared/errors.ts";
import { helpFor } from "./publishers.ts";

/** A layer version as its ARN names it. */
export interface LayerVersionReference {
  readonly layerName: string;
  readonly version: number;
}

export function layerArn(scope: Scope, layerName: string): string {
  return regionalArn(scope, "lambda", `layer:${layerName}`);
}

export function layerVersionArn(scope: Scope, { layerName, version }: LayerVersionReference): string {
  return `${layerArn(scope, layerName)}:${version}`;
}

/**
 * The name of a layer that is given by its name or its ARN.
 * @throws AwsError ResourceNotFoundException for a layer of another account or region
 */
export function parseLayerName(text: string, scope: Scope): string {
  const name = parseArn(text)?.resource.split(":")[1] ?? text;
  if (name === text || layerArn(scope, name) === text) return name;
  throw resourceNotFound("The resource you requested does not exist.");
}

/**
 * A layer version that a function may have.
 * @throws AwsError InvalidParameterValueException for one of another region, or of another account
 */
export function parseLayerVersionArn(arn: string, scope: Scope): LayerVersionReference {
  const { region, accountId, resource = "" } = parseArn(arn) ?? {};
  const [, layerName = "", version] = resource.split(":");
  if (region !== scope.region) {
    throw invalidParameter(
      `Layers are not in the same region as the function. Layers are expected to be in region ${scope.region}.`,
    );
  }
  if (isOfOtherAccount(arn, scope)) {
    throw invalidParameter(
      `${arn} is a layer of another account, which is not supported by Portcullis: ${helpFor(accountId)} ${scope.accountId}. See docs/gaps.md.`,
    );
  }
  return { layerName, version: Number(version) };
}
