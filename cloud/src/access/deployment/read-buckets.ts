import { readXml, type XmlElement } from "../../runtime/client/read-xml.ts";
import type { DeployedBucket } from "./deployment.ts";
import { textIn } from "./query.ts";
import { byPlace, type Source } from "./source.ts";

/** Where deployments put the packages of functions: the tool's own, and in no template. */
const ARTIFACTS = /^portcullis-artifacts-/;

export async function readBuckets({ client, names }: Source): Promise<DeployedBucket[]> {
  const ask = async (path: string) => client.send({ service: "s3", method: "GET", path });
  const list = readXml((await ask("/")).body.toString("utf8"));
  const buckets = list.children.find(({ name }) => name === "Buckets")?.children ?? [];
  const owned = buckets.map((bucket) => textIn(bucket, "Name")).filter((name) => !ARTIFACTS.test(name));
  return byPlace(
    await Promise.all(
      owned.map(async (name) => {
        const [policy, block, status, encryption] = await Promise.all([
          ask(`/${name}?policy`),
          ask(`/${name}?publicAccessBlock`),
          ask(`/${name}?policyStatus`),
          ask(`/${name}?encryption`),
        ]);
        return {
          name,
          place: names.placeOf(name),
          policy: policy.status === 200 ? policy.body.toString("utf8") : undefined,
          restrictsPublic:
            block.status === 200 &&
            textIn(readXml(block.body.toString("utf8")), "RestrictPublicBuckets") === "true",
          isPublic:
            status.status === 200 && textIn(readXml(status.body.toString("utf8")), "IsPublic") === "true",
          ...(encryption.status === 200 ? keyIn(readXml(encryption.body.toString("utf8"))) : {}),
        };
      }),
    ),
  );
}

/** The key of objects that name no other. */
const KEY_OF_S3 = "alias/aws/s3";

function keyIn(configuration: XmlElement): Pick<DeployedBucket, "hasBucketKey" | "keyId"> {
  const rule = configuration.children.find(({ name }) => name === "Rule");
  const applied = rule?.children.find(({ name }) => name === "ApplyServerSideEncryptionByDefault");
  if (textIn(applied, "SSEAlgorithm") !== "aws:kms") return {};
  return {
    // An empty name is none that KMS knows.
    keyId: applied?.children.find(({ name }) => name === "KMSMasterKeyID")?.text ?? KEY_OF_S3,
    hasBucketKey: textIn(rule, "BucketKeyEnabled") === "true",
  };
}
