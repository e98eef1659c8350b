/** Members of CreateFunction and UpdateFunctionConfiguration that are refused by name. */
export const UNSUPPORTED_SETTINGS = [
  "CapacityProviderConfig",
  "CodeSigningConfigArn",
  "DeadLetterConfig",
  "DurableConfig",
  "FileSystemConfigs",
  "ImageConfig",
  "KMSKeyArn",
  "Layers",
  "PublishTo",
  "SnapStart",
  "TenancyConfig",
  "VpcConfig",
] as const;
