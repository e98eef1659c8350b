import { UNZIPPED_LIMIT_BYTES } from "../shared/constants.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { LayersContext } from "./context.ts";
import type { FunctionLayer } from "./layer.ts";
import { parseLayerVersionArn } from "./names.ts";

const LAYERS_LIMIT = 5;
/** What lies here starts beside the runtime on AWS. */
const EXTENSIONS = "extensions";

/**
 * The layers of a function, in its order.
 * @throws AwsError InvalidParameterValueException for layers that it cannot have
 * @see https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html
 */
export function layersOf(lambda: LayersContext, arns: readonly string[]): FunctionLayer[] {
  if (arns.length > LAYERS_LIMIT)
    throw invalidParameter(`Cannot reference more than ${LAYERS_LIMIT} layers.`);
  const chosen = new Map<string, string>();
  return arns.map((arn) => {
    const reference = parseLayerVersionArn(arn, lambda.scope);
    const layer = lambda.layers.find(reference);
    if (layer === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
    const other = chosen.get(reference.layerName);
    if (other !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
      );
    }
    chosen.set(reference.layerName, arn);
    const [extension] = lambda.code.filesIn(layer.codeSha256, EXTENSIONS);
    if (extension !== undefined) {
      throw invalidParameter(
        `The extension ${extension} of ${arn} is not supported by Portcullis. See docs/gaps.md.`,
      );
    }
    return { arn, codeSha256: layer.codeSha256, codeSize: layer.codeSize };
  });
}

/**
 * Makes what stands for `/opt` of a function with these layers.
 * @throws AwsError InvalidParameterValueException when code and layers together are too large
 */
export async function mountLayers(
  { code }: LayersContext,
  { codeSha256, layers }: { readonly codeSha256: string; readonly layers: readonly FunctionLayer[] },
): Promise<void> {
  if (layers.length === 0) return;
  const contents = layers.map((layer) => layer.codeSha256);
  const size = [codeSha256, ...contents].reduce((sum, content) => sum + code.unpackedBytes(content), 0);
  // LAM-6: layers count for the limit of the package.
  if (size > UNZIPPED_LIMIT_BYTES) {
    throw invalidParameter(
      `Function code combined with layers exceeds the maximum allowed size of ${UNZIPPED_LIMIT_BYTES} bytes. The actual size is ${size} bytes.`,
    );
  }
  await code.merge(contents);
}
