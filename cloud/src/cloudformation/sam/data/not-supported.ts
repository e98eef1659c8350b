/** What the real transform has and this one refuses by name. */
export const NOT_SUPPORTED_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::Serverless::Api", ["AlwaysDeploy"]],
  ["AWS::Serverless::Function", ["CapacityProviderConfig", "FunctionScalingConfig"]],
]);

/** What the transform takes as AWS's does, and whose mappings the engine then refuses by name. */
export const NOT_SUPPORTED_EVENTS: readonly string[] = ["DocumentDB", "MQ", "MSK", "SelfManagedKafka"];
