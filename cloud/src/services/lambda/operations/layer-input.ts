import type { Scope } from "../../../core/arns.ts";
import type { Question } from "../../../wire/operation.ts";
import { type LayerVersionReference, layerArn, layerVersionArn, parseLayerName } from "../layers/names.ts";
import type { LambdaContext } from "./context.ts";

/** How operations name a version of a layer: name or ARN of the layer, and the number. */
type LayerVersionInput = { readonly LayerName: string; readonly VersionNumber: number };

/** @throws AwsError ResourceNotFoundException for a layer of another account or region */
export function layerVersionOf(input: LayerVersionInput, scope: Scope): LayerVersionReference {
  return { layerName: parseLayerName(input.LayerName, scope), version: input.VersionNumber };
}

/** LAM-18: whether the caller's policies, or those of the version, allow the action on it. */
export function layerVersionQuestion(
  lambda: LambdaContext,
  action: `lambda:${string}`,
  reference: LayerVersionReference,
): Question {
  return {
    action,
    resource: layerVersionArn(lambda.scope, reference),
    resourcePolicy: lambda.layers.findPolicy(reference)?.document,
  };
}

/** The one question of most operations on a version. */
export function onLayerVersion(
  lambda: LambdaContext,
  action: `lambda:${string}`,
): (input: LayerVersionInput) => readonly Question[] {
  return (input) => [layerVersionQuestion(lambda, action, layerVersionOf(input, lambda.scope))];
}

/** The question about the layer as a whole. */
export function layerQuestion(
  { scope }: LambdaContext,
  action: `lambda:${string}`,
  layerName: string,
): Question {
  return { action, resource: layerArn(scope, parseLayerName(layerName, scope)) };
}
