import { describe, expect, test } from "vitest";
import { AwsError } from "../core/errors.ts";
import type { ConsoleArea } from "../wire/console-area.ts";
import { opened } from "./testing/opened-console.ts";

const HERE = "arn:aws:sqs:eu-west-1:123456789012";

/** Stands for the pages of a service: what its operations say of a name. */
const area = (path: string, page: string, refusals: Readonly<Record<string, number>>): ConsoleArea => ({
  path,
  title: path,
  group: "events",
  order: 1,
  icon: "M0 0",
  key: "z",
  pages: [
    {
      method: "GET",
      path: page,
      handle: (_console, { parameters, query }) => {
        const name = parameters["name"] ?? query.get("name") ?? "";
        const status = refusals[name] ?? 200;
        if (status === 410) return { view: { title: name, body: "gone", status: 404 } };
        if (status !== 200) throw new AwsError("Refused", name, status);
        return { view: { title: name, body: name } };
      },
    },
  ],
});
const AREAS = [
  area("queues", "/:name", { none: 404, closed: 403, broken: 500, gone: 410, odd: 400 }),
  area("parameters", "/parameter", { door: 400 }),
];

async function asked(arn: string) {
  const { post } = opened({}, AREAS);
  const { status, headers, body } = await post("find", new URLSearchParams({ q: arn }).toString());
  const text = String(body).replace(/<[^>]+>/g, "");
  return { status, to: headers["Location"], text };
}

describe("an ARN in the search field", () => {
  test.each(["jobs", "closed", "broken"])("leads to the page of what is there: %s", async (name) => {
    expect(await asked(` ${HERE}:${name} `)).toMatchObject({
      status: 303,
      to: `/_portcullis/queues/${name}`,
    });
  });

  test.each(["none", "gone", "odd"])("of what is not there gets a sentence: %s", async (name) => {
    const { status, to, text } = await asked(`${HERE}:${name}`);
    expect({ status, to }).toEqual({ status: 404, to: undefined });
    expect(text).toContain(`This cloud has no queue called ${name}.`);
  });

  test("that two names have leads to the one that is there", async () => {
    const of = (name: string) => asked(`arn:aws:ssm:eu-west-1:123456789012:parameter/${name}`);
    expect((await of("door")).to).toBe("/_portcullis/parameters/parameter?name=%2Fdoor");
    expect((await of("gate")).to).toBe("/_portcullis/parameters/parameter?name=gate");
  });

  test.each([
    [
      "arn:aws:sqs:eu-west-1:999999999999:jobs",
      "It is of the account 999999999999, and this cloud is 123456789012.",
    ],
    [
      "arn:aws:sqs:us-east-1:123456789012:jobs",
      "It is of the region us-east-1, and this cloud is in eu-west-1.",
    ],
    [
      "arn:aws-cn:sqs:eu-west-1:123456789012:jobs",
      "It is of the partition aws-cn, and this cloud is of aws.",
    ],
    [
      "arn:aws:kinesis:eu-west-1:123456789012:stream/x",
      "Of kinesis nothing with such an ARN has a page here.",
    ],
    ["arn:aws:s3:::pictures", "This cloud has no bucket called pictures."],
    ["arn:aws:sqs", "It is no ARN: one has six parts, such as arn:aws:sqs:eu-west-1:123456789012:NAME."],
  ])("%s: %s", async (arn, sentence) => {
    const { status, text } = await asked(arn);
    expect(status).toBe(404);
    expect(text).toContain(sentence);
  });

  test("is text on the page, whatever it is, and leads to requests that name it", async () => {
    const { post } = opened({}, AREAS);
    const arn = `arn:aws:kinesis:eu-west-1:123456789012:<img src=x>\u202e`;
    const body = String((await post("find", new URLSearchParams({ q: arn }).toString())).body);
    expect(body).not.toContain("<img");
    expect(body).not.toContain("\u202e");
    expect(body).toContain(`href="/_portcullis/trace?q=arn%3Aaws%3Akinesis`);
    expect(body.length).toBeLessThan(40_000);
  });
});
