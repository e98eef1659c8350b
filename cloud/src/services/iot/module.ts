import type { MqttConnections } from "../../core/ports/mqtt-connections.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createIotService, type IotService, type IotServiceDependencies } from "./index.ts";

export interface IotPorts {
  readonly topics: Pick<IotService, "publish" | "subscribe">;
  readonly mqttConnections: MqttConnections;
}

export const iot: ServiceModule<IotServiceDependencies, IotPorts> = {
  name: "iot",
  signingNames: ["iotdata", "iotdevicegateway", "iot"],
  needs: ["functionEvents", "messageQueues"],
  uses: ["snsTopics", "tableItems"],
  unsignedPaths: ["/topics/", "/retainedMessage"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const { http, mqtt, resources, publish, subscribe, connections } = createIotService(platform);
    return {
      http,
      resources,
      ports: { topics: { publish, subscribe }, mqttConnections: { connections } },
      upgrade: mqtt.handleUpgrade,
      listen: async ({ host, mqttPort, mqttTlsPort }) => {
        await mqtt.listen({ host, port: mqttPort, tlsPort: mqttTlsPort });
      },
      close: mqtt.close,
    };
  },
};
