import type { MultipartContext } from "./context.ts";
import type { Upload } from "./store.ts";

/** Ends an upload and drops its parts. */
export function abortUpload(s3: MultipartContext, upload: Upload): void {
  const freed = s3.database.transaction(() => {
    const blobs = s3.uploads.parts(upload.id).map(({ blob }) => blob);
    s3.uploads.remove(upload.id);
    s3.objects.dropBlobs(blobs);
    return blobs;
  });
  s3.blobs.remove(freed);
}
