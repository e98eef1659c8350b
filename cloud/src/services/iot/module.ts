import type { ServiceModule } from "../../wire/service-module.ts";
import { createIotService, type IotServiceDependencies } from "./index.ts";

export const iot: ServiceModule<IotServiceDependencies> = {
  name: "iot",
  signingNames: ["iotdata", "iotdevicegateway", "iot"],
  unsignedPaths: ["/topics/", "/retainedMessage"],
  create: (platform) => {
    const { http, mqtt, resources } = createIotService(platform);
    return {
      http,
      resources,
      upgrade: mqtt.handleUpgrade,
      listen: async ({ host, mqttPort, mqttTlsPort }) => {
        await mqtt.listen({ host, port: mqttPort, tlsPort: mqttTlsPort });
      },
      close: mqtt.close,
    };
  },
};
