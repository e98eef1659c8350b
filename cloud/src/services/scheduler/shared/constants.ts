/** As which EventBridge Scheduler assumes roles. */
export const SERVICE_PRINCIPAL = "scheduler.amazonaws.com";

export const DEFAULT_GROUP = "default";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
export const DEFAULT_RETRY_ATTEMPTS = 185;
export const DEFAULT_EVENT_AGE_SECONDS = 86_400;
