import * as Module from "node:module";

/** Where version 2 of the SDK makes the settings that all its clients begin with. */
const CORE = /[\\/]aws-sdk[\\/]lib[\\/]core\.js$/;

/**
 * Version 2 of the SDK knows no AWS_ENDPOINT_URL: left alone, it calls AWS itself. It begins with this cloud
 * instead, and with bucket names in paths; what a function sets stands.
 */
export function directSdk2() {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (!endpoint) return;
  const extensions = Module.default._extensions;
  const load = extensions[".js"];
  extensions[".js"] = (module, file) => {
    load(module, file);
    if (!CORE.test(file)) return;
    const { Config, config } = module.exports;
    const settings = { endpoint, s3ForcePathStyle: true };
    // What settings begin with: the SDK makes its own anew when it is loaded.
    Object.assign(Config?.prototype?.keys ?? {}, settings);
    config?.update?.(settings);
  };
}
