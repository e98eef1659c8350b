import { AwsError } from "../../core/errors.ts";

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

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
