/** The services that functions call, by their names in the variables of AWS SDKs. */
const ADDRESSES = {
  S3: (region: string) => `https://s3.${region}.amazonaws.com`,
  IOT_DATA_PLANE: (region: string) => `https://data-ats.iot.${region}.amazonaws.com`,
  COGNITO_IDENTITY_PROVIDER: (region: string) => `https://cognito-idp.${region}.amazonaws.com`,
} as const;

/**
 * Address of a service: the variables that every AWS SDK reads, else AWS's own address.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOf(service: keyof typeof ADDRESSES, environment: NodeJS.ProcessEnv): string {
  const configured = environment[`AWS_ENDPOINT_URL_${service}`] ?? environment["AWS_ENDPOINT_URL"];
  if (configured !== undefined && configured !== "") return configured.replace(/\/$/, "");
  return ADDRESSES[service](environment["AWS_REGION"] ?? "");
}
