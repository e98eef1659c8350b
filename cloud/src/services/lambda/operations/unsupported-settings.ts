/** Members of CreateFunction and UpdateFunctionConfiguration that are refused by name. */
export const UNSUPPORTED_SETTINGS = [
  "AcceleratorConfig",
  "CapacityProviderConfig",
  "DurableConfig",
  "FileSystemConfigs",
  "ImageConfig",
  "KMSKeyArn",
  "RuntimeConfig",
  "SnapStart",
  "VpcConfig",
] as const;
