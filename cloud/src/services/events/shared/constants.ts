/** As which EventBridge assumes roles and meets the policies of targets. */
export const SERVICE_PRINCIPAL = "events.amazonaws.com";

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export const DEFAULT_RETRY_ATTEMPTS = 185;
export const DEFAULT_EVENT_AGE_SECONDS = 86_400;
