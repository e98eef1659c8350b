import { functionArn } from "../functions/names.ts";
import { isoWithOffset } from "../shared/times.ts";
import type { UrlsContext } from "./context.ts";
import { targetOf } from "./manager.ts";
import type { FunctionUrl } from "./url.ts";

/**
 * FunctionUrlConfig as the API answers it, with the address that works here.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionUrlConfig.html
 */
export function describeUrl({ scope, endpoints }: UrlsContext, url: FunctionUrl): Record<string, unknown> {
  return {
    FunctionUrl: endpoints.functionUrl(url.urlId),
    FunctionArn: functionArn(scope, targetOf(url)),
    AuthType: url.authType,
    ...(url.cors === undefined ? {} : { Cors: url.cors }),
    CreationTime: isoWithOffset(url.createdAt),
    LastModifiedTime: isoWithOffset(url.modifiedAt),
    InvokeMode: "BUFFERED",
  };
}
