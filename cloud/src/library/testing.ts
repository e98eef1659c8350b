/** What `import … from "portcullis/testing"` offers: a cloud for the tests of a project. */
export type { Reason } from "../core/reasons.ts";
export type { Credentials, Outputs, RunningCloud, StartOptions, TemplateStack } from "./running-cloud.ts";
export type {
  FunctionCallSeen,
  MessageSeen,
  NextMessage,
  NextOptions,
  NextRefusal,
  PublishSeen,
  RefusalSeen,
} from "./test-kit/events.ts";
export { startTestCloud } from "./test-kit/start-test-cloud.ts";
export type { SignedIn, SignInRequest, TestClock, TestCloud } from "./test-kit/test-cloud.ts";
