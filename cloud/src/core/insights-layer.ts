/** Where AWS publishes the extension in most regions. */
const LAYER =
  /^arn:aws:lambda:([a-z0-9-]{1,40}):580247275435:layer:LambdaInsightsExtension(?:-Arm64)?:[0-9]{1,9}$/;

/**
 * Whether a layer is AWS's Lambda Insights extension in this region, which sends metrics to AWS and does
 * nothing else: no request passes through it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-extension-versions.html
 */
export function isInsightsLayer(arn: string, region: string): boolean {
  return LAYER.exec(arn)?.[1] === region;
}
