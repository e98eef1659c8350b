import type { ObjectsContext } from "../objects/context.ts";
import type { UploadStore } from "./store.ts";

/** What multipart uploads stand on. */
export interface MultipartContext extends ObjectsContext {
  readonly uploads: UploadStore;
}
