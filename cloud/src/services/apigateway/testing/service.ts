import { anonymous } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { ObjectReader } from "../../../core/ports/object-reader.ts";
import type { ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { openObject } from "../../../core/testing/open-object.ts";
import type { Database } from "../../../store/database.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { type ApiGatewayService, createApiGatewayService } from "../index.ts";
import { createFakes, type Fakes, SCOPE } from "./fakes.ts";

export interface TestService extends ApiGatewayService {
  readonly fakes: Fakes;
  /** What S3 has: `bucket/key` → text. */
  readonly objects: Map<string, string>;
  readonly database: Database;
  provider(type: string): ResourceProvider;
}

/** The whole service on a store in memory (or a given one, to act out a restart). */
export function createTestService(database = openDatabase(":memory:")): TestService {
  const fakes = createFakes();
  const objects = new Map<string, string>();
  const service = createApiGatewayService({
    ...fakes.context,
    objectReader: readerOf(objects),
    database,
    trace: noTrace,
  });
  return {
    ...service,
    fakes,
    objects,
    database,
    provider: (type) => {
      const found = service.resources.find((it) => it.type === `AWS::ApiGateway::${type}`);
      if (found === undefined) throw new Error(`No provider of ${type}`);
      return found;
    },
  };
}

function readerOf(objects: ReadonlyMap<string, string>): ObjectReader {
  return {
    readingOf: openObject,
    readObject: (_reader, { bucket, key }) => {
      const body = objects.get(`${bucket}/${key}`);
      if (body !== undefined) return Promise.resolve({ body: Buffer.from(body), contentType: "text/plain" });
      return Promise.reject(new AwsError("NoSuchKey", "The specified key does not exist.", 404));
    },
  };
}

export const STACK: ResourceContext = {
  scope: SCOPE,
  caller: anonymous,
  stackName: "homeapp-api",
  stackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/homeapp-api/1",
  logicalId: "Api",
  generateName: () => "homeapp-api-Api-ABCDEFGHIJKL",
  commit: (write) => write(),
  tags: { "aws:cloudformation:stack-name": "homeapp-api" },
};
