import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { linkIn } from "../links.ts";
import {
  arnOf,
  attributes,
  deliver,
  functionArn,
  openSns,
  queueArn,
  refusal,
  type SnsWorld,
  subscribed,
  taken,
  told,
  topic,
} from "../testing/world.ts";

const ARN = arnOf("news");
const opened = async (): Promise<SnsWorld> => {
  const world = openSns();
  await topic(world, "news");
  await topic(world, "orders.fifo", { FifoTopic: "true" });
  return world;
};
const to = (Protocol: string, Endpoint: string, Attributes: object = {}) => ({
  TopicArn: ARN,
  Protocol,
  Endpoint,
  Attributes,
});
const MAIL = to("email", "ada@example.com");

describe("a subscription", () => {
  test("of a queue is confirmed at once, and shown as AWS shows it", async () => {
    const world = await opened();
    const SubscriptionArn = await subscribed(world, ARN, queueArn("a"), { RawMessageDelivery: "true" });

    expect(SubscriptionArn).toMatch(/^arn:aws:sns:eu-west-1:123456789012:news:[0-9a-f-]{36}$/);
    expect(await attributes(world, "GetSubscriptionAttributes", { SubscriptionArn })).toEqual({
      ConfirmationWasAuthenticated: "true",
      Endpoint: queueArn("a"),
      Owner: "123456789012",
      PendingConfirmation: "false",
      Protocol: "sqs",
      RawMessageDelivery: "true",
      SubscriptionArn,
      SubscriptionPrincipal: "arn:aws:iam::123456789012:user/administrator",
      TopicArn: ARN,
    });
  });

  test("is the same when it is made again, and none with other attributes", async () => {
    const world = await opened();
    const first = await subscribed(world, ARN, queueArn("a"), { RawMessageDelivery: "true" });

    expect(await subscribed(world, ARN, queueArn("a"), { RawMessageDelivery: "true" })).toBe(first);
    expect(await subscribed(world, ARN, queueArn("a"))).toBe(first);
    expect(await refusal(world, "Subscribe", to("sqs", queueArn("a"), { RawMessageDelivery: "false" }))).toBe(
      "InvalidParameter: Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
    );
  });

  test("of others is listed, of the topic and of all, with what is pending", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"));
    expect(await told(world, "Subscribe", MAIL, "SubscriptionArn")).toBe("pending confirmation");
    expect(
      await told(world, "Subscribe", { ...MAIL, ReturnSubscriptionArn: true }, "SubscriptionArn"),
    ).toMatch(/^arn:/);

    for (const list of [
      await taken(world, "ListSubscriptions"),
      await taken(world, "ListSubscriptionsByTopic", { TopicArn: ARN }),
    ]) {
      expect(list.match(/<Protocol>\w+/g)).toEqual(["<Protocol>sqs", "<Protocol>email"]);
      expect(list).toContain("<SubscriptionArn>PendingConfirmation</SubscriptionArn>");
    }
  });

  test.each(["ListSubscriptions", "ListSubscriptionsByTopic"])(
    "SNS-8 with a password in its address is listed without that: %s",
    async (operation) => {
      const world = await opened();
      await taken(world, "Subscribe", to("https", "https://ada:s@cret@example.com/a@b?c:d"));

      const listed = JSON.stringify(await taken(world, operation, { TopicArn: ARN }));

      expect(listed).toContain("https://ada:****@example.com/a@b?c:d");
      expect(listed).not.toContain("cret");
    },
  );

  test("gets other attributes, and loses them", async () => {
    const world = await opened();
    const SubscriptionArn = await subscribed(world, ARN, queueArn("a"));
    const set = (AttributeName: string, AttributeValue: string) =>
      taken(world, "SetSubscriptionAttributes", { SubscriptionArn, AttributeName, AttributeValue });
    const shown = () => attributes(world, "GetSubscriptionAttributes", { SubscriptionArn });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead") });
    await set("FilterPolicy", '{"a":["x"]}');
    await set("RedrivePolicy", RedrivePolicy);
    expect(await shown()).toMatchObject({
      FilterPolicy: '{"a":["x"]}',
      FilterPolicyScope: "MessageAttributes",
      RedrivePolicy,
    });

    await set("FilterPolicy", "");
    await set("RedrivePolicy", "");
    expect(Object.keys(await shown())).not.toContain("FilterPolicy");
    expect(Object.keys(await shown())).not.toContain("RedrivePolicy");
  });
});

test("SNS-4 what confirms a subscription lies nowhere in clear, before it is told and afterwards", async () => {
  const world = await opened();
  await taken(world, "Subscribe", MAIL);
  const [waiting] = world.database.prepare<{ document: string }>("SELECT document FROM sns_messages").all();
  await deliver(world);
  const [, token = ""] = /&Token=([0-9a-f]{288})/.exec(world.mails[0]?.body ?? "") ?? [];
  expect(token).not.toBe("");
  expect(waiting?.document).toContain("SubscriptionConfirmation");
  expect(waiting?.document).not.toContain(token);
  expect(JSON.stringify(world.database.prepare("SELECT * FROM sns_subscriptions").all())).not.toContain(
    token,
  );
  await taken(world, "ConfirmSubscription", { TopicArn: ARN, Token: token });
});

const invalid = (what: string) => `InvalidParameter: Invalid parameter: ${what}`;

describe("what is refused of a subscription", () => {
  test.each([
    [to("email", "ada\u001b[2J@example.com"), invalid("Email address")],
    [to("fax", "1"), invalid("Amazon SNS does not support this protocol string: fax")],
    [to("toString", "1"), invalid("Amazon SNS does not support this protocol string: toString")],
    [
      to("application", "arn:aws:sns:eu-west-1:1:endpoint/x"),
      /^UnsupportedOperation: The protocol application/,
    ],
    [to("firehose", "arn:aws:firehose:::x"), /^UnsupportedOperation: The protocol firehose/],
    [to("sqs", "http://localhost:4566/123456789012/a"), invalid("SQS endpoint ARN")],
    [
      to("sqs", queueArn("a.fifo")),
      invalid(
        "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
      ),
    ],
    [
      to("sqs", "arn:aws-cn:sqs:eu-west-1:123456789012:a"),
      /^UnsupportedOperation: .*another account or region/,
    ],
    [to("sqs", "arn:aws:sqs:eu-west-1:999999999999:a"), /^UnsupportedOperation: .*another account or region/],
    [to("lambda", queueArn("a")), invalid("Lambda endpoint ARN")],
    [to("lambda", functionArn("f").replace("eu-west-1", "us-east-1")), /^UnsupportedOperation: /],
    [to("email", "ada"), invalid("Email address")],
    [to("http", "https://example.com"), invalid("Endpoint must match the specified protocol")],
    [to("https", "example.com"), invalid("Endpoint must match the specified protocol")],
    [to("sms", "NAA+15551234567"), "InvalidParameter: Invalid SMS endpoint: NAA+15551234567"],
    [to("sms", "+15--551234567"), "InvalidParameter: Invalid SMS endpoint: +15--551234567"],
    [
      { ...to("lambda", functionArn("f")), TopicArn: arnOf("orders.fifo") },
      invalid("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue"),
    ],
    [{ ...MAIL, TopicArn: arnOf("none") }, "NotFound: Topic does not exist"],
    [to("sqs", queueArn("a"), { Odd: "1" }), invalid("AttributeName")],
    [
      to("sqs", queueArn("a"), { RawMessageDelivery: "wrongvalue" }),
      invalid("Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false."),
    ],
    [to("email", "ada@example.com", { RawMessageDelivery: "true" }), /does not support raw message delivery/],
    [
      to("sqs", queueArn("a"), { FilterPolicy: '{"a":"x"}' }),
      invalid('Attributes Reason: FilterPolicy: "a" must be an object or an array'),
    ],
    [
      to("sqs", queueArn("a"), { FilterPolicy: '{"a":{"b":["x"]}}' }),
      invalid("Filter policy scope MessageAttributes does not support nested filter policy"),
    ],
    [
      to("sqs", queueArn("a"), { FilterPolicyScope: "Everything" }),
      invalid(
        "Attributes Reason: FilterPolicyScope: Invalid value [Everything]. Please use either MessageBody or MessageAttributes",
      ),
    ],
    [
      to("sqs", queueArn("a"), { RedrivePolicy: '{"deadLetterTargetArn":"a"}' }),
      invalid("Attributes Reason: RedrivePolicy: deadLetterTargetArn is an invalid arn"),
    ],
    [
      {
        ...to("sqs", queueArn("a.fifo"), {
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dead") }),
        }),
        TopicArn: arnOf("orders.fifo"),
      },
      invalid(
        "Attributes Reason: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.",
      ),
    ],
    [to("sqs", queueArn("a"), { ReplayPolicy: "{}" }), /^UnsupportedOperation: /],
  ])("%j", async (input, told) => {
    const refused = await refusal(await opened(), "Subscribe", input);
    if (typeof told === "string") expect(refused).toBe(told);
    else expect(refused).toMatch(told);
  });

  test.each([
    ["a", invalid("SubscriptionArn Reason: An ARN must have at least 6 elements, not 1")],
    [ARN, invalid("SubscriptionId")],
    [`${ARN}:none`, "NotFound: Subscription does not exist"],
  ])("the ARN %j", async (SubscriptionArn, told) => {
    expect(await refusal(await opened(), "GetSubscriptionAttributes", { SubscriptionArn })).toBe(told);
  });

  test("SetSubscriptionAttributes tells the fault without the member", async () => {
    const world = await opened();
    const SubscriptionArn = await subscribed(world, ARN, queueArn("a"));
    const set = (AttributeName: string, AttributeValue: string) =>
      refusal(world, "SetSubscriptionAttributes", { SubscriptionArn, AttributeName, AttributeValue });

    expect(await set("RawMessageDelivery", "")).toBe(
      invalid("RawMessageDelivery: Invalid value []. Must be true or false."),
    );
    expect(await set("FilterPolicy", '{"a":[]}')).toBe(invalid("FilterPolicy: Empty arrays are not allowed"));
    expect(await set("Odd", "")).toBe(invalid("AttributeName"));
    expect(
      await refusal(world, "SetSubscriptionAttributes", {
        SubscriptionArn: `${ARN}:none`,
        AttributeName: "Odd",
      }),
    ).toBe("NotFound: Subscription does not exist");
  });

  test("a narrower scope is refused while the policy needs the wider one", async () => {
    const world = await opened();
    const SubscriptionArn = await subscribed(world, ARN, queueArn("a"), {
      FilterPolicyScope: "MessageBody",
      FilterPolicy: '{"a":{"b":["x"]}}',
    });
    const narrower = {
      SubscriptionArn,
      AttributeName: "FilterPolicyScope",
      AttributeValue: "MessageAttributes",
    };

    expect(await refusal(world, "SetSubscriptionAttributes", narrower)).toBe(
      invalid("Filter policy scope MessageAttributes does not support nested filter policy"),
    );
  });
});

/** Somebody visits a link. */
async function visit({ service }: SnsWorld, link: string) {
  const url = new URL(link);
  const request = {
    method: "GET",
    path: url.pathname,
    query: url.search.slice(1),
    headers: { host: url.host },
    rawHeaders: [],
    stream: Readable.from([]),
    sourceIp: "127.0.0.1",
    requestId: "11111111-2222-4333-8444-555555555555",
  };
  if (linkIn(request) === undefined) return { status: 404, body: "" };
  const { status, body } = await service.links.handle(request);
  return { status, body: String(body) };
}

const linkOf = ({ mails }: SnsWorld): string => /http:\S+/.exec(mails.at(-1)?.body ?? "")?.[0] ?? "";

describe("SNS-4 an address that somebody else may own", () => {
  const asked = async (): Promise<SnsWorld> => {
    const world = await opened();
    await taken(world, "Subscribe", MAIL);
    await deliver(world);
    return world;
  };
  const publish = async (world: SnsWorld): Promise<void> => {
    await taken(world, "Publish", { TopicArn: ARN, Message: "hello" });
    await deliver(world);
  };

  test("SNS-4 gets nothing but the question, until it is confirmed by the link", async () => {
    const world = await asked();
    await publish(world);
    expect(world.mails.map(({ subject }) => subject)).toEqual([
      "AWS Notification - Subscription Confirmation",
    ]);

    const { status, body } = await visit(world, linkOf(world));
    await publish(world);

    expect([status, body]).toEqual([200, expect.stringContaining(`<SubscriptionArn>${ARN}:`)]);
    expect(world.mails.at(-1)).toMatchObject({
      destination: "ada@example.com",
      subject: "AWS Notification Message",
      body: expect.stringMatching(
        /^hello\n\n--\n.*unsubscribe:\nhttp:\S+Action=Unsubscribe&SubscriptionArn=/s,
      ),
    });
    await visit(world, linkOf(world));
    await publish(world);
    expect(world.mails).toHaveLength(2);
  });

  test("SNS-4 is confirmed by its own token only, and in time", async () => {
    const world = await asked();
    const link = linkOf(world);
    const wrong = `${link.slice(0, -4)}${link.endsWith("0000") ? "1111" : "0000"}`;
    expect((await visit(world, wrong)).body).toContain("<Message>Invalid parameter: Token</Message>");
    expect((await visit(world, `${link}x`)).body).toContain("<Message>Invalid token</Message>");
    expect((await visit(world, link.replace(":news&", ":orders.fifo&"))).body).toContain(
      "Invalid parameter: Token",
    );
    expect((await visit(world, link.replace("eu-west-1", "us-east-1"))).body).toContain(
      "Invalid parameter: Topic<",
    );

    world.account.clock.advanceSeconds(3 * 86_400);
    expect((await visit(world, link)).body).toContain("Invalid parameter: Token");
  });

  test("SNS-4 the newest token counts, and no token stands in the store", async () => {
    const world = await asked();
    const first = linkOf(world);
    await taken(world, "Subscribe", MAIL);
    await deliver(world);

    expect((await visit(world, first)).status).toBe(400);
    const rows = world.database.prepare<{ document: string }>("SELECT document FROM sns_subscriptions").all();
    expect(JSON.stringify(rows)).not.toContain(world.mails.at(-1)?.code);
    expect((await visit(world, linkOf(world))).status).toBe(200);
  });

  test("SNS-4 who confirms by a signed call may ask that only such a call ends it", async () => {
    const world = await asked();
    const Token = world.mails[0]?.code ?? "";
    const given = { TopicArn: ARN, Token, AuthenticateOnUnsubscribe: "true" };
    const SubscriptionArn = await told(world, "ConfirmSubscription", given, "SubscriptionArn");
    const shown = await attributes(world, "GetSubscriptionAttributes", { SubscriptionArn });
    expect(shown).toMatchObject({ ConfirmationWasAuthenticated: "true", PendingConfirmation: "false" });

    const link = `http://localhost:4566/?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}`;
    expect(await visit(world, link)).toMatchObject({ status: 403 });
    await taken(world, "Unsubscribe", { SubscriptionArn });
    expect(await refusal(world, "GetSubscriptionAttributes", { SubscriptionArn })).toMatch(/^NotFound/);
  });

  test("SNS-4 nothing else is served without a signature", async () => {
    const world = await opened();
    for (const action of ["Publish", "DeleteTopic", "ListTopics", "Subscribe", "", "toString"]) {
      expect((await visit(world, `http://localhost:4566/?Action=${action}&TopicArn=${ARN}`)).status).toBe(
        404,
      );
    }
  });
});
