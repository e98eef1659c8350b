import { unlessMissing } from "../../runtime/client/deployed/reader.ts";
import type { DeployedDoor } from "./deployment.ts";
import { pagesOf } from "./read-functions.ts";
import { byPlace, type Source } from "./source.ts";

const LAYERS = "/2018-10-31/layers";
const TYPE = "AWS::Lambda::LayerVersion";
/** What SAM puts behind the name of a layer, of its content. */
const CONTENT = /[0-9a-f]{10}$/;

/**
 * ACCESS-17: versions of layers that a stack has, and those that stay from before and have a policy.
 * @throws AwsError when the credentials may not read one
 */
export async function readLayers(source: Source): Promise<DeployedDoor[]> {
  const layers = (await pagesOf(source.client, LAYERS)).flatMap(({ Layers = [] }) => Layers);
  const found = await Promise.all(layers.map(({ LayerName }) => readVersions(source, LayerName)));
  return byPlace(found.flat());
}

async function readVersions({ client, names }: Source, name: string): Promise<DeployedDoor[]> {
  const path = `${LAYERS}/${encodeURIComponent(name)}/versions`;
  const versions = (await pagesOf(client, path)).flatMap(({ LayerVersions = [] }) => LayerVersions);
  const doors = await Promise.all(
    versions.map(async ({ LayerVersionArn: arn, Version }): Promise<DeployedDoor> => {
      const answer = await unlessMissing(
        client.get<{ readonly Policy: string }>("lambda", `${path}/${Version}/policy`),
      );
      const place = names.placeIn(TYPE, arn, `${name}:${Version}`).replace(CONTENT, "");
      return { kind: "layer", arn, place, policy: answer?.Policy };
    }),
  );
  return doors.filter(({ place, policy }) => policy !== undefined || !place.startsWith("-/"));
}
