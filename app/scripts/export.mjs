// `expo export` without network and without questions; the web build goes to dist/, those for phones to .export/.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const APP = dirname(dirname(fileURLToPath(import.meta.url)));
const PLATFORMS = { web: "dist", android: join(".export", "android"), ios: join(".export", "ios") };

const platform = process.argv[2] ?? "";
const folder = Object.hasOwn(PLATFORMS, platform) ? PLATFORMS[platform] : undefined;
if (folder === undefined) {
  console.error(`Give a platform: ${Object.keys(PLATFORMS).join(", ")}.`);
  process.exit(2);
}

const expo = createRequire(import.meta.url).resolve("expo/bin/cli");
const { status, error } = spawnSync(
  process.execPath,
  [expo, "export", "--platform", platform, "--output-dir", folder],
  {
    cwd: APP,
    stdio: "inherit",
    env: { ...process.env, CI: "1", EXPO_OFFLINE: "1", EXPO_NO_TELEMETRY: "1", NODE_ENV: "production" },
  },
);
if (error) throw error;
process.exit(status ?? 1);
