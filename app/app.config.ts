import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExpoConfig } from "expo/config";

/** Written by `npm start` and `npx portcullis app-config`; without it the app says what to run. */
const CONFIG_FILE = join(__dirname, "app-config.json");

const config: ExpoConfig = {
  name: "Portcullis",
  slug: "portcullis",
  scheme: "portcullis",
  version: "0.1.0",
  orientation: "default",
  userInterfaceStyle: "automatic",
  icon: "./assets/icon.png",
  platforms: ["ios", "android", "web"],
  ios: { bundleIdentifier: "dev.portcullis.app", supportsTablet: true },
  android: {
    package: "dev.portcullis.app",
    adaptiveIcon: { foregroundImage: "./assets/icon-foreground.png", backgroundColor: "#14232A" },
    // Tokens are sealed with a key of this phone: a copy of them elsewhere is useless.
    allowBackup: false,
  },
  web: { bundler: "metro", output: "single", favicon: "./assets/favicon.png" },
  plugins: [
    "expo-router",
    "expo-secure-store",
    [
      "expo-image-picker",
      {
        photosPermission: "$(PRODUCT_NAME) shows the picture you choose as your profile picture.",
        cameraPermission: false,
        microphonePermission: false,
      },
    ],
  ],
  experiments: { typedRoutes: false },
  extra: {
    appConfig: existsSync(CONFIG_FILE) ? JSON.parse(readFileSync(CONFIG_FILE, "utf8")) : null,
  },
};

export default config;
