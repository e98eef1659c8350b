import type { ListLayerVersionsRequest } from "../../../wire/models/generated/lambda.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { describeListedVersion } from "../layers/describe.ts";
import { isCompatible } from "../layers/manager.ts";
import { parseLayerName } from "../layers/names.ts";
import type { LambdaContext } from "./context.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
export const ListLayerVersions = (lambda: LambdaContext): Operation<ListLayerVersionsRequest> => ({
  name: "ListLayerVersions",
  authorize: asks("lambda:ListLayerVersions", anyResource),
  run: (input) => {
    const versions = lambda.layers.listVersions(parseLayerName(input.LayerName, lambda.scope));
    const compatible = versions.filter((layer) => isCompatible(layer, input));
    const { items, nextMarker } = pageOf(
      compatible,
      { operation: "ListLayerVersions", input },
      ({ version }) => String(version),
    );
    return { LayerVersions: items.map((layer) => describeListedVersion(lambda.scope, layer)), ...nextMarker };
  },
});
