/**
 * Address of a service: the variables that every AWS SDK reads, else AWS's own address.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOf(service: "S3" | "IOT_DATA_PLANE", environment: NodeJS.ProcessEnv): string {
  const configured = environment[`AWS_ENDPOINT_URL_${service}`] ?? environment["AWS_ENDPOINT_URL"];
  if (configured !== undefined && configured !== "") return configured.replace(/\/$/, "");
  const region = environment["AWS_REGION"] ?? "";
  return service === "S3"
    ? `https://s3.${region}.amazonaws.com`
    : `https://data-ats.iot.${region}.amazonaws.com`;
}
