import { AwsError } from "../../../core/errors.ts";
import type { FindFunctionUrl } from "../../../core/ports/function-urls.ts";
import { functionArn, parseReference } from "../functions/names.ts";
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
    InvokeMode: url.invokeMode ?? "BUFFERED",
  };
}

/** For those who ask for the URL as a resource. */
export function createFindFunctionUrl(lambda: UrlsContext): FindFunctionUrl {
  return (identifier) => {
    const reference = referenceOf(identifier, lambda);
    const url = reference && lambda.urls.of(reference.name, reference.qualifier || undefined);
    if (url === undefined) return undefined;
    const { CreationTime: _created, LastModifiedTime: _changed, ...properties } = describeUrl(lambda, url);
    const functionArnOfUrl = functionArn(lambda.scope, targetOf(url));
    return {
      functionArn: functionArnOfUrl,
      properties: { ...properties, TargetFunctionArn: functionArnOfUrl },
    };
  };
}

function referenceOf(identifier: string, { scope }: UrlsContext) {
  try {
    return parseReference(identifier, "", scope);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
