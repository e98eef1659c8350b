import type { ObjectReader } from "../../core/ports/object-reader.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createS3Service, type S3ServiceDependencies } from "./index.ts";

export const s3: ServiceModule<S3ServiceDependencies, { readonly objectReader: ObjectReader }> = {
  name: "s3",
  signingNames: ["s3"],
  needs: ["customerKeys"],
  uses: ["functionEvents", "messageQueues", "snsTopics", "eventBuses"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const { hasBucket, reader, startDelivering, ...service } = createS3Service(platform);
    return {
      ...service,
      ownsPath: (path) => {
        const name = path.split("/")[1] ?? "";
        return name !== "" && hasBucket(name);
      },
      listen: async () => startDelivering(),
      ports: { objectReader: reader },
    };
  },
};
