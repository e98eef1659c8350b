import { beforeEach } from "vitest";
import { describeAccess } from "../../iam/testing/access-table.ts";
import { DESTINATION, V1_ROWS, V2_ROWS } from "./testing/access-rows.ts";
import { sesWorld, TOPIC } from "./testing/world.ts";

let ses = sesWorld();
beforeEach(() => {
  ses = sesWorld();
});
const operations = () => ses.service().http.operations.map(({ name }) => name);
const prepare = async () => {
  await ses.verify("a@example.com", "b@example.org", "c@example.org");
  await ses.v2("POST /v2/email/configuration-sets", { ConfigurationSetName: "plain" });
  ses.topics.set(TOPIC, {});
  const told = { EventDestinationName: "told", EventDestination: DESTINATION };
  await ses.v2("POST /v2/email/configuration-sets/plain/event-destinations", told);
  const TemplateContent = { Subject: "Hello", Text: "Hello, {{name}}" };
  await ses.v2("POST /v2/email/templates", { TemplateName: "welcome", TemplateContent });
};

describeAccess({
  rule: "SES-1",
  world: () => ses.world(),
  operations: () => operations().slice(0, Object.keys(V1_ROWS).length),
  rows: V1_ROWS,
  prepare,
  // The sentence of version 1 has the action and the ARN in other places.
  concealed: () => "AccessDenied",
});

describeAccess({
  rule: "SES-1",
  world: () => ses.world(),
  // Lists are found at two places.
  operations: () => [...new Set(operations().slice(Object.keys(V1_ROWS).length))],
  rows: V2_ROWS,
  prepare,
});
