import { PublishLayerVersionCommand, type PublishLayerVersionCommandInput } from "@aws-sdk/client-lambda";
import { type TestLambda, zipOf } from "./service.ts";

/** Publishes a version with these files; answers its ARN. */
export async function publish(
  lambda: TestLambda,
  LayerName: string,
  files: Readonly<Record<string, string>>,
  more: Partial<PublishLayerVersionCommandInput> = {},
): Promise<string> {
  const Content = { ZipFile: zipOf(files) };
  const reply = await lambda.client.send(new PublishLayerVersionCommand({ LayerName, Content, ...more }));
  return reply.LayerVersionArn ?? "";
}
