import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, inject, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { homeOf } from "../support/home.ts";
import { signInOverSrp } from "../support/srp.ts";

const facts = inject("product");
const home = homeOf(facts);
/** Where the cloud was started. */
const ROOT = join(import.meta.dirname, "../..");

const explain = (...words: string[]) => runCli(["explain", ...words, "--state", facts.stateDir]);

interface Shown {
  readonly request: string;
  readonly status?: number;
  readonly sentence: string;
  readonly next?: string;
  readonly place?: { readonly logicalId: string; readonly file: string; readonly line: number };
  readonly steps: readonly { readonly event: { readonly why?: { readonly reason: string } } }[];
}

/** The line of the template that a place points to. */
function lineAt(place: Shown["place"]): string {
  if (place === undefined) throw new Error("There is no place.");
  return readFileSync(join(ROOT, place.file), "utf8").split("\n")[place.line - 1] ?? "";
}

async function storyOf(requestId: string | null): Promise<Shown> {
  const { out } = await explain(requestId ?? "", "--json");
  const [story] = JSON.parse(out) as Shown[];
  if (story === undefined) throw new Error(`Nothing was found of ${requestId}.`);
  return story;
}

describe("portcullis explain, by the id that the caller got", () => {
  test("TRACE-4 a call of a user pool is the person's whose token it shows; a token that is none is nobody's", async () => {
    const { access } = await signInOverSrp(facts, home, home.user);
    const getUser = async (AccessToken: string) => {
      const { headers } = await fetch(facts.endpoint, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": "AWSCognitoIdentityProviderService.GetUser",
        },
        body: JSON.stringify({ AccessToken }),
      });
      return (await storyOf(headers.get("x-amzn-requestid"))).sentence;
    };

    expect(await getUser(access)).toMatch(/^user@example\.com asked for GetUser; /);
    expect(await getUser("forged")).toMatch(/^nobody asked for GetUser; /);
  });

  test("TRACE-4 no token, wrong kind of token, missing scope, unknown route", async () => {
    const { access, id } = await signInOverSrp(facts, home, home.user);
    const control = (headers: Record<string, string>) =>
      fetch(`${home.apiUrl}/gates/control`, { method: "POST", headers, body: '{"message":"open"}' });
    const answers = {
      none: await control({}),
      kind: await control({ authorization: `Bearer ${id}` }),
      scope: await control({ authorization: `Bearer ${access}` }),
      route: await fetch(`${home.apiUrl}/gate/control`, { method: "POST" }),
    };

    const reasons = await Promise.all(
      Object.values(answers).map(async ({ headers }) => {
        const { steps } = await storyOf(headers.get("x-amzn-requestid"));
        return steps.at(-1)?.event.why?.reason;
      }),
    );
    const scope = await storyOf(answers.scope.headers.get("x-amzn-requestid"));

    expect(reasons).toEqual(["api-token-missing", "access-token-needed", "scope-missing", "route-unknown"]);
    expect(await answers.scope.json()).toEqual({ message: "Unauthorized" });
    expect(scope.sentence).toContain("the token lacks Admins-");
    expect(lineAt(scope.place)).toMatch(/^ +ControlGate:$/);
    expect(scope.place?.logicalId).toBe("ControlGateFunction");
    expect(scope.next).toBe(`npx portcullis user groups ${home.user.email} --add Admins`);
  });

  test("TRACE-4 a wrong signature and a key of somewhere else", async () => {
    const credentials = { ...facts.credentials, secretAccessKey: "wrong" };
    const sts = new STSClient({ endpoint: facts.endpoint, region: facts.region, credentials });
    const refused = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => error);
    sts.destroy();
    const s3 = new S3Client({
      endpoint: facts.endpoint,
      region: facts.region,
      credentials: { accessKeyId: "AKIAAAAAAAAAAAAAWXYZ", secretAccessKey: "x" },
      forcePathStyle: true,
    });
    const unknown = await s3
      .send(new GetObjectCommand({ Bucket: home.bucket, Key: "a" }))
      .catch((error: unknown) => error);
    s3.destroy();

    const idOf = (error: unknown) =>
      (error as { $metadata?: { requestId?: string } }).$metadata?.requestId ?? null;

    expect((await storyOf(idOf(refused))).sentence).toMatch(/the signature of key AKIA….{4} differs/);
    expect((await storyOf(idOf(unknown))).sentence).toContain("key AKIA…WXYZ is not of this cloud");
  });

  test("TRACE-4 a person reads what happened, and what to type next", async () => {
    const answer = await fetch(`${home.apiUrl}/profile-image`);
    const id = answer.headers.get("x-amzn-requestid") ?? "";

    const { out, code } = await explain(id);
    const shared = await explain(id, "--share");
    const nothing = await explain("ffffffff-none");

    expect(code).toBe(0);
    expect(out).toContain("Refused with 401 by the authorizer");
    expect(out).toContain(
      "nobody asked for GET /profile-image; it needs a token in Authorization; none came",
    );
    expect(out).toContain("npx portcullis token");
    expect(shared.out).toContain("UnauthorizedException: Unauthorized");
    expect(nothing.err).toContain('No request begins with "ffffffff-none" among those kept.');
  });

  test("TRACE-3 the stream tells a refusal as it happens", async () => {
    const stop = new AbortController();
    const stream = await fetch(`${facts.endpoint}/_portcullis/trace`, {
      headers: { accept: "text/event-stream" },
      signal: stop.signal,
    });
    const refused = await fetch(`${home.apiUrl}/profile-image`);
    const id = refused.headers.get("x-amzn-requestid") ?? "-";

    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of stream.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes(id)) break;
    }
    stop.abort();

    expect(text).toContain('"reason":"api-token-missing"');
  });
});
