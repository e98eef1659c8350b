import type { MultipartContext } from "./multipart/context.ts";

/** What this service keeps: buckets, objects, uploads. */
export type S3Context = MultipartContext;
