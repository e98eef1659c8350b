/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const REQUEST_LIMIT_BYTES = 6_291_456;
export const RESPONSE_LIMIT_BYTES = 6_291_556;
export const STREAMED_RESPONSE_LIMIT_BYTES = 209_715_200;
export const ASYNC_REQUEST_LIMIT_BYTES = 1_048_576;
export const CREATE_REQUEST_LIMIT_BYTES = 70_167_211;
export const PACKAGE_LIMIT_BYTES = 52_428_800;
export const UNZIPPED_LIMIT_BYTES = 262_144_000;
export const ENVIRONMENT_LIMIT_BYTES = 4096;
export const POLICY_LIMIT_BYTES = 20_480;
export const CLIENT_CONTEXT_LIMIT_BYTES = 3583;
export const ACCOUNT_CONCURRENCY = 1000;
export const UNRESERVED_MINIMUM = 100;

export const INIT_LIMIT_MS = 10_000;
export const DEFAULT_TIMEOUT_SECONDS = 3;
export const DEFAULT_MEMORY_MB = 128;
export const LOG_TAIL_BYTES = 4096;

export const LATEST = "$LATEST";
export const SERVICE_PRINCIPAL = "lambda.amazonaws.com";
