import { type AppConfig, ConfigError, parseAppConfig } from "./app-config";

const ADDRESS = "/app-config.json";

/** On the web whoever serves the app says which pool and API it belongs to. */
export async function loadConfig(): Promise<AppConfig> {
  const reply = await fetch(ADDRESS, { cache: "no-store" });
  if (!reply.ok) throw new ConfigError(`${ADDRESS} answered ${reply.status}.`);
  return parseAppConfig(parseJson(await reply.text()));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`${ADDRESS} holds no JSON.`);
  }
}
