import type { ServiceModule } from "../../wire/service-module.ts";
import { createDynamoDbService, type DynamoDbDependencies } from "./index.ts";

export const dynamodb: ServiceModule<DynamoDbDependencies> = {
  name: "dynamodb",
  signingNames: ["dynamodb"],
  targets: ["DynamoDB_20120810", "DynamoDBStreams_20120810"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: createDynamoDbService,
};
