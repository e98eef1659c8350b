/** What `import … from "portcullis"` offers: a cloud in the process of another program. */
export { type Logger, silentLogger } from "../core/logger.ts";
export type { Credentials, Outputs, RunningCloud, StartOptions, TemplateStack } from "./running-cloud.ts";
export { startCloud } from "./start-cloud.ts";
