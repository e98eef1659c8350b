import Constants from "expo-constants";
import { type AppConfig, ConfigError, parseAppConfig } from "./app-config";

/** On phones the configuration is part of the build: see app.config.ts. */
export async function loadConfig(): Promise<AppConfig> {
  const built: unknown = Constants.expoConfig?.extra?.["appConfig"];
  if (built === undefined || built === null) {
    throw new ConfigError("This build holds no app-config.json.");
  }
  return parseAppConfig(built);
}
