import { expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { deployment, type Harness, harness } from "../testing/harness.ts";

const include = (Location: unknown) => ({ Name: "AWS::Include", Parameters: { Location } });

async function failing(cloud: Harness, template: object): Promise<string> {
  return cloud.engine.deploy(deployment(template, { capabilities: ["CAPABILITY_AUTO_EXPAND"] })).then(
    () => "",
    (error: Error) => error.message,
  );
}
const propertiesIn = (cloud: Harness) =>
  [...cloud.world.resources.values()].map(({ properties }) => properties);

test("a snippet stands where the function stood; what stands beside it stays", async () => {
  const cloud = harness();
  cloud.objects.set("s3://snippets/thing", "Value: from the snippet\nName: plain\n");
  const Properties = { List: ["own"], "Fn::Transform": include("s3://snippets/thing") };
  await cloud.engine.deploy(deployment({ Resources: { A: { Type: THING, Properties } } }));
  expect(propertiesIn(cloud)).toEqual([{ List: ["own"], Value: "from the snippet", Name: "plain" }]);
});

test("a snippet at the top brings sections, and functions in them are called", async () => {
  const cloud = harness();
  const snippet = { Mappings: { M: { k: { v: "mapped" } } }, Outputs: { A: { Value: { Ref: "A" } } } };
  cloud.objects.set("s3://snippets/top", JSON.stringify(snippet));
  const Properties = { Name: "n", Value: { "Fn::FindInMap": ["M", "k", "v"] } };
  const template = {
    Transform: include("s3://snippets/top"),
    Resources: { A: { Type: THING, Properties } },
  };
  const { outputs } = await cloud.engine.deploy(deployment(template));
  expect(Object.keys(outputs)).toEqual(["A"]);
  expect(propertiesIn(cloud)).toEqual([{ Name: "n", Value: "mapped" }]);
});

test("a parameter names the place", async () => {
  const cloud = harness();
  cloud.objects.set("s3://snippets/dev", "Value: dev\n");
  const Properties = { "Fn::Transform": include({ "Fn::Sub": "s3://snippets/${Stage}" }) };
  const Parameters = { Stage: { Type: "String", Default: "dev" } };
  await cloud.engine.deploy(deployment({ Parameters, Resources: { A: { Type: THING, Properties } } }));
  expect(propertiesIn(cloud)).toEqual([{ Value: "dev" }]);
});

test.each<[string, object, string]>([
  [
    "nothing lies there",
    include("s3://snippets/none"),
    "Transform AWS::Include failed with: The specified key does not exist.",
  ],
  [
    "it is no address of S3",
    include("https://example.com/x"),
    "Transform AWS::Include failed with: The location parameter is not a valid S3 uri.",
  ],
  [
    "it has no location",
    { Name: "AWS::Include" },
    "Transform AWS::Include failed with: The location parameter is not a valid S3 uri.",
  ],
  [
    "it is broken",
    include("s3://snippets/broken"),
    "Transform AWS::Include failed with: The specified S3 object's content should be valid Yaml/JSON",
  ],
  [
    "it is another macro",
    { Name: "Mine" },
    "The intrinsic function Fn::Transform is not supported by Portcullis. See docs/gaps.md.",
  ],
])("nothing is made when %s", async (_title, transform, message) => {
  const cloud = harness();
  cloud.objects.set("s3://snippets/broken", "{ no");
  const Properties = { "Fn::Transform": transform };
  expect(await failing(cloud, { Resources: { A: { Type: THING, Properties } } })).toBe(message);
  expect(cloud.world.calls).toEqual([]);
});

test("CFN-LIMITS snippets that make a template too large are refused while they are read", async () => {
  const cloud = harness();
  cloud.objects.set("s3://snippets/large", JSON.stringify({ Value: "x".repeat(900_000) }));
  const List = Array.from({ length: 1_000 }, () => ({ "Fn::Transform": include("s3://snippets/large") }));
  expect(await failing(cloud, { Resources: { A: { Type: THING, Properties: { Name: "n", List } } } })).toBe(
    "Transform AWS::Include failed with: The snippets make the template too large.",
  );
});

test("CFN-LIMITS a snippet has no aliases: one long text in thousands of places would be as large as they", async () => {
  const cloud = harness();
  cloud.objects.set("s3://snippets/alias", `Value: &a ${"x".repeat(100)}\nList: [*a, *a]\n`);
  const Properties = { "Fn::Transform": include("s3://snippets/alias") };
  expect(await failing(cloud, { Resources: { A: { Type: THING, Properties } } })).toBe(
    "Transform AWS::Include failed with: The specified S3 object's content should be valid Yaml/JSON",
  );
});
