import type { MultipartContext } from "./multipart/context.ts";
import type { NotificationsContext } from "./notifications/put-notifications.ts";

/** What this service keeps: buckets, objects, uploads; and where it tells of them. */
export type S3Context = MultipartContext & NotificationsContext;
