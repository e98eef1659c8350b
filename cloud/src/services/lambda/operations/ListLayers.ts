import type { ListLayersRequest } from "../../../wire/models/generated/lambda.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { describeListedVersion } from "../layers/describe.ts";
import { isCompatible } from "../layers/manager.ts";
import { layerArn } from "../layers/names.ts";
import type { LambdaContext } from "./context.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html */
export const ListLayers = (lambda: LambdaContext): Operation<ListLayersRequest> => ({
  name: "ListLayers",
  authorize: asks("lambda:ListLayers", anyResource),
  run: (input) => {
    const compatible = lambda.layers.list().filter((layer) => isCompatible(layer, input));
    // The newest come first, so that the first of a name is its latest.
    const latest = compatible.filter((layer, index) => compatible[index - 1]?.layerName !== layer.layerName);
    const { items, nextMarker } = pageOf(
      latest,
      { operation: "ListLayers", input },
      ({ layerName }) => layerName,
    );
    return {
      Layers: items.map((layer) => ({
        LayerName: layer.layerName,
        LayerArn: layerArn(lambda.scope, layer.layerName),
        LatestMatchingVersion: describeListedVersion(lambda.scope, layer),
      })),
      ...nextMarker,
    };
  },
});
