import type { ServiceModule } from "../../wire/service-module.ts";
import { createIotService, type IotService, type IotServiceDependencies } from "./index.ts";

export interface IotPorts {
  readonly topics: Pick<IotService, "publish" | "subscribe">;
}

export const iot: ServiceModule<IotServiceDependencies, IotPorts> = {
  name: "iot",
  signingNames: ["iotdata", "iotdevicegateway", "iot"],
  unsignedPaths: ["/topics/", "/retainedMessage"],
  create: (platform) => {
    const { http, mqtt, resources, publish, subscribe } = createIotService(platform);
    return {
      http,
      resources,
      ports: { topics: { publish, subscribe } },
      upgrade: mqtt.handleUpgrade,
      listen: async ({ host, mqttPort, mqttTlsPort }) => {
        await mqtt.listen({ host, port: mqttPort, tlsPort: mqttTlsPort });
      },
      close: mqtt.close,
    };
  },
};
