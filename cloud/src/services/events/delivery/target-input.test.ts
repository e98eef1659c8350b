import { beforeEach, describe, expect, test } from "vitest";
import { DEAD, eventsWorld, QUEUE, RULE_ARN } from "../testing/world.ts";

let events = eventsWorld();
beforeEach(() => {
  events = eventsWorld();
});

const SHOP = { source: ["shop"] };

describe("what a target gets", () => {
  const detail = {
    payload: { acc_id: "0a", sf_id: "baz" },
    list: ["ACTIVE", "INACTIVE"],
    valid: true,
    'quo"te': 1,
    text: 'say "hi"\\',
    items: [{ id: 1 }, { id: 2 }],
  };
  const paths = {
    payload: "$.detail.payload",
    list: "$.detail.list",
    valid: "$.detail.valid",
    user: "$.detail.payload.acc_id",
    second: "$.detail.list[1]",
    ids: "$.detail.items[*].id",
    nothing: "$.detail.nothing",
    text: "$.detail.text",
  };
  const got = async (target: object): Promise<unknown> => {
    await events.rule("r", SHOP, { Arn: QUEUE, DeadLetterConfig: { Arn: DEAD }, ...target });
    await events.put({ Detail: JSON.stringify(detail) });
    events.settle();
    return events.delivered.at(-1)?.message?.body;
  };
  const transformed = (InputTemplate: string) =>
    got({ InputTransformer: { InputPathsMap: paths, InputTemplate } });

  test.each([
    [{ Input: '{"constant":true}' }, '{"constant":true}'],
    [{ InputPath: "$.detail.payload" }, '{"acc_id":"0a","sf_id":"baz"}'],
    [{ InputPath: "$.source" }, '"shop"'],
    [{ InputPath: "$.detail.list[0]" }, '"ACTIVE"'],
    [{ InputPath: "$.detail.none" }, "{}"],
  ])("%j", async (target, body) => {
    expect(await got(target)).toBe(body);
  });

  test.each([
    ['"Command is <valid>!"', '"Command is true!"'],
    ['"<payload> of <list>, <nothing>."', '"{acc_id:0a,sf_id:baz} of [ACTIVE,INACTIVE], ."'],
    ['"<user> id"\n"<second>"', '"0a id"\n"INACTIVE"'],
    [
      '{"path": "users/<user>/<user>", "body": <payload>}',
      '{"path": "users/0a/0a", "body": {"acc_id":"0a","sf_id":"baz"}}',
    ],
    ['{"id": <user>, "no": <nothing>, "ids": <ids>}', '{"id": "0a", "no": "", "ids": [1,2]}'],
    ['{"said": "<text>", "raw": <text>}', '{"said": "say \\"hi\\"\\\\", "raw": "say \\"hi\\"\\\\"}'],
    [
      '"<aws.events.rule-arn> <aws.events.rule-name> <aws.events.event.ingestion-time>"',
      `"${RULE_ARN}/r r 2026-09-03T08:05:09Z"`,
    ],
  ])("of the template %s", async (template, body) => {
    expect(await transformed(template)).toBe(body);
  });

  test("EVT-12 not more than an event may be, however often a placeholder stands there", async () => {
    const list = "<list>,".repeat(1_000);
    expect(await transformed(`[${list}1]`)).toContain("INACTIVE");
    const whole = "<aws.events.event.json>,".repeat(300);
    const filler = "x".repeat(2_000);
    await events.rule("r", SHOP, {
      ...{ Arn: QUEUE, DeadLetterConfig: { Arn: DEAD } },
      InputTransformer: { InputTemplate: `[${whole}1]` },
    });
    await events.put({ Detail: JSON.stringify({ filler }) });
    events.settle();
    expect(events.delivered.at(-1)).toMatchObject({ targetArn: DEAD });
  });

  test("of the whole event, and of the event without its detail", async () => {
    const body = await transformed('{"all": <aws.events.event.json>, "head": <aws.events.event>}');

    const { all, head } = JSON.parse(String(body)) as Record<string, Record<string, unknown>>;
    expect(all).toMatchObject({ "detail-type": "Paid", detail: { valid: true } });
    expect(head).toMatchObject({ detailType: "Paid", source: "shop" });
    expect(head).not.toHaveProperty("detail");
  });

  test.each(["<list> items", '{"list": "<list>"}', "{"])(
    "nothing of the template %s: it makes no JSON",
    async (template) => {
      await transformed(template);

      expect(events.delivered.map(({ targetArn }) => targetArn)).toEqual([DEAD]);
      expect(events.delivered[0]?.message?.attributes?.["ERROR_CODE"]?.stringValue).toBe("INVALID_JSON");
    },
  );
});
