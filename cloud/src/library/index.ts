/** What `import … from "portcullis"` offers: a cloud in the process of another program. */
export { type Logger, silentLogger } from "../core/logger.ts";
export {
  type Outputs,
  type RunningCloud,
  type StartOptions,
  startCloud,
  type TemplateStack,
} from "./start-cloud.ts";
