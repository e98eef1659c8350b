import { expect, test } from "vitest";
import type { RawRequest } from "../client/cloud-client.ts";
import { uploadArtifacts } from "./upload-artifacts.ts";

test("TRACE-8 of a deployment's own calls only the look for what is not there is refused on purpose", async () => {
  const asked: string[] = [];
  const send = async ({ method, path, probe }: RawRequest) => {
    asked.push(`${method} ${path} ${probe}`);
    const status = method === "HEAD" ? 404 : path === "/packages" ? 200 : 403;
    return { status, headers: {}, body: Buffer.from("AccessDenied") };
  };
  const options = { client: { send }, artifactBucket: "packages", scope: { region: "us-east-1" } };

  await expect(uploadArtifacts(options, [{ key: "a", zip: Buffer.from("zip") }])).rejects.toThrow(
    "AccessDenied",
  );
  expect(asked).toEqual([
    "HEAD /packages deployment",
    "PUT /packages command",
    "HEAD /packages/a deployment",
    "PUT /packages/a command",
  ]);
});
