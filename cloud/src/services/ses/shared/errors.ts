import { AwsError } from "../../../core/errors.ts";

/** @see https://docs.aws.amazon.com/ses/latest/DeveloperGuide/using-ses-api-error-responses.html */
export function notVerified(
  region: string,
  { senders, recipients }: { readonly senders: readonly string[]; readonly recipients: readonly string[] },
): AwsError {
  const identities = [...new Set([...senders, ...recipients])];
  return new AwsError(
    "MessageRejected",
    `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${identities.join(", ")}`,
  ).because({ rule: "SES-3", reason: "identity-not-verified", had: { senders, recipients } });
}

export function noConfigurationSet(name: string): AwsError {
  return new AwsError("ConfigurationSetDoesNotExist", `Configuration set <${name}> does not exist.`);
}

export function configurationSetExists(name: string): AwsError {
  return new AwsError("ConfigurationSetAlreadyExists", `Configuration set <${name}> already exists.`);
}

export function sendingPaused(name: string): AwsError {
  return new AwsError(
    "ConfigurationSetSendingPausedException",
    `Email sending is disabled for the configuration set <${name}>.`,
  );
}

export function noEventDestination(name: string): AwsError {
  return new AwsError("EventDestinationDoesNotExist", `Event destination <${name}> does not exist.`);
}

export function eventDestinationExists(name: string): AwsError {
  return new AwsError("EventDestinationAlreadyExists", `Event destination <${name}> already exists.`);
}

export function invalidTopic(message: string): AwsError {
  return new AwsError("InvalidSNSDestination", message);
}

export function noTemplate(name: string): AwsError {
  return new AwsError("TemplateDoesNotExist", `Template ${name} does not exist.`);
}

export function templateExists(name: string): AwsError {
  return new AwsError("AlreadyExists", `Template ${name} already exists.`);
}

export function invalidTemplate(message: string): AwsError {
  return new AwsError("InvalidTemplate", message);
}

/** Data that is no JSON object. */
export function invalidRenderingParameter(message: string): AwsError {
  return new AwsError("InvalidRenderingParameter", message);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError("LimitExceeded", message);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
