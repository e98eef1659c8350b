const { join } = require("node:path");
const { getDefaultConfig } = require("expo/metro-config");

const config = getDefaultConfig(__dirname);

/** The Authenticator's own steps ask the user pool through this module instead of Amplify's. */
const AUTH = join(__dirname, "src", "features", "auth", "auth-of-the-authenticator.ts");
const AUTHENTICATOR = join("node_modules", "@aws-amplify", "ui");

config.resolver.resolveRequest = (context, name, platform) => {
  const { originModulePath } = context;
  const ofAuthenticator =
    name === "aws-amplify/auth" && originModulePath.includes(join(AUTHENTICATOR, "dist"));
  if (ofAuthenticator) return { type: "sourceFile", filePath: AUTH };
  return context.resolveRequest(context, name, platform);
};

module.exports = config;
