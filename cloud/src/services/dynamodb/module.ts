import type { TableItems } from "../../core/ports/table-items.ts";
import type { TableStreams } from "../../core/ports/table-streams.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createDynamoDbService, type DynamoDbDependencies } from "./index.ts";

export interface DynamoDbPorts {
  readonly tableItems: TableItems;
  readonly tableStreams: TableStreams;
}

export const dynamodb: ServiceModule<DynamoDbDependencies, DynamoDbPorts> = {
  name: "dynamodb",
  signingNames: ["dynamodb"],
  targets: ["DynamoDB_20120810", "DynamoDBStreams_20120810"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const { items, streams, sweep: _sweep, ...service } = createDynamoDbService(platform);
    return { ...service, ports: { tableItems: items, tableStreams: streams } };
  },
};
