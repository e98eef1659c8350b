/** Templates whose APIs are full of what decides the order of Python's hash tables. */

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type Fields = { [name: string]: Json };

/** The settings of the APIs that routes may belong to; the one without a name is the implicit one. */
type Apis = ReadonlyMap<string, Fields>;

/** Numbers that are the same for the same seed (mulberry32). */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  one<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }

  some<T>(from: readonly T[]): T[] {
    const left = [...from];
    const wanted = this.below(left.length + 1);
    return Array.from({ length: wanted }, () => left.splice(this.below(left.length), 1)).flat();
  }

  /** Some of the members, in an order of its own. */
  fields(from: Readonly<Record<string, () => Json>>): Fields {
    return Object.fromEntries(this.some(Object.entries(from)).map(([name, value]) => [name, value()]));
  }

  text(): string {
    return Array.from({ length: 1 + this.below(9) }, () => this.one(CHARACTERS)).join("");
  }
}

const CHARACTERS = [
  ...["a", "b", "e", "k", "x", "Z", "0", "7", "-", "_", ".", " ", "'", '"', "\\", "/", "$"],
  ...["\n", "\t", "\u0001", "\u007f", "é", "ß", "\u200b", "→", "漢", "😀", "𝔘"],
] as [string, ...string[]];
const METHODS = ["get", "POST", "put", "delete", "any", "Patch", "head"] as const;
const ROLE = "arn:aws:iam::123456789012:role/r";

export function randomTemplate(seed: number): Fields {
  const dice = new Dice(seed);
  const common = dice.below(2) === 0 ? apiSettings(dice, false) : {};
  const apis = new Map(dice.some(["Api", "BackOffice", "Public2", "Z9"]).map((id) => [id, api(dice)]));
  const known: Apis = new Map([
    ["", common],
    ...[...apis].map(([id, own]) => [id, { ...common, ...own }] as const),
  ]);
  const resources: [string, Json][] = [
    ...[...apis].map(([id, own]): [string, Json] => [id, { Type: "AWS::Serverless::Api", Properties: own }]),
    ...Array.from({ length: 1 + dice.below(6) }, (_, index): [string, Json] => [
      `${dice.one(["Fn", "Worker", "Handler", "List", "a"])}${index}`,
      lambda(dice, known),
    ]),
    ["Topic", { Type: "AWS::SNS::Topic" }],
  ];
  return {
    Transform: "AWS::Serverless-2016-10-31",
    Parameters: { Name: { Type: "String", Default: "given" } },
    Conditions: { IsA: { "Fn::Equals": ["a", "b"] }, IsB: { "Fn::Equals": ["a", { Ref: "Name" }] } },
    Globals: { Api: common },
    Resources: Object.fromEntries(dice.some(resources).concat(resources)),
  };
}

function api(dice: Dice): Fields {
  const body = dice.below(3) === 0 ? { DefinitionBody: definition(dice) } : {};
  const models = dice.below(2) === 0 ? { Models: schemas(dice) } : {};
  return { StageName: dice.one(["live", "Stage", "v1"]), ...apiSettings(dice, true), ...models, ...body };
}

function apiSettings(dice: Dice, own: boolean): Fields {
  return dice.fields({
    Auth: () => apiAuth(dice),
    Cors: () => cors(dice),
    GatewayResponses: () => gatewayResponses(dice),
    BinaryMediaTypes: () => ["image~1png", "*/*"],
    OpenApiVersion: () => dice.one(["3.0.1", "2.0"]),
    ...(own ? { DisableExecuteApiEndpoint: () => true, Name: () => dice.text() } : {}),
  });
}

function apiAuth(dice: Dice): Fields {
  const authorizers = {
    Pool: { UserPoolArn: { "Fn::GetAtt": ["Users", "Arn"] }, Identity: identity(dice) },
    Pools: { UserPoolArn: ["arn:a", { Ref: "Name" }], AuthorizationScopes: ["read", dice.text()] },
    Token: {
      FunctionArn: {
        "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, { Ref: "AWS::Region" }, dice.text()]],
      },
      FunctionInvokeRole: dice.one([ROLE, "NONE"]),
      Identity: identity(dice),
    },
    Request: {
      FunctionPayloadType: "REQUEST",
      FunctionArn: { "Fn::Sub": "${Name}-${Topic}" },
      Identity: { Headers: ["X-One", "X-Two"], QueryStrings: ["q"], ReauthorizeEvery: dice.below(300) },
      ...dice.fields({ DisableFunctionDefaultPermissions: () => true }),
    },
    [`M${dice.below(999)}`]: { UserPoolArn: "arn:m" },
  };
  const policy = dice.fields({
    ResourcePolicy: () => resourcePolicy(dice),
    ApiKeyRequired: () => true,
    AddApiKeyRequiredToCorsPreflight: () => false,
    AddDefaultAuthorizerToCorsPreflight: () => false,
    InvokeRole: () => dice.one([ROLE, "CALLER_CREDENTIALS", "NONE"]),
  });
  // All are there, so that routes may name any of them.
  const all = Object.fromEntries(dice.some(Object.entries(authorizers)).concat(Object.entries(authorizers)));
  return { ...policy, DefaultAuthorizer: dice.one(["Pool", "Request", "AWS_IAM"]), Authorizers: all };
}

function identity(dice: Dice): Json {
  return dice.fields({
    Header: () => "X-Token",
    ValidationExpression: () => dice.text(),
    ReauthorizeEvery: () => dice.below(3600),
  });
}

function resourcePolicy(dice: Dice): Json {
  return dice.fields({
    AwsAccountWhitelist: () => ["111111111111", { Ref: "AWS::AccountId" }],
    AwsAccountBlacklist: () => ["222222222222"],
    IpRangeWhitelist: () => ["10.0.0.0/8"],
    IpRangeBlacklist: () => ["192.168.0.0/16", dice.text()],
    SourceVpcBlacklist: () => ["vpce-1", "vpc-2"],
    IntrinsicVpceWhitelist: () => [{ Ref: "Name" }],
    CustomStatements: () => [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: [dice.text()] }],
  });
}

function cors(dice: Dice): Json {
  if (dice.below(3) === 0) return dice.one(["'*'", "'https://a.example'"]);
  return dice.fields({
    AllowHeaders: () => "'Authorization'",
    AllowMethods: () => "'GET'",
    MaxAge: () => dice.one<Json>([0, 600, "'600'"]),
    AllowCredentials: () => false,
  });
}

function gatewayResponses(dice: Dice): Json {
  const response = () =>
    dice.fields({
      StatusCode: () => dice.one<Json>([401, "403"]),
      ResponseTemplates: () => ({ "application/json": dice.text(), "text/html": dice.text() }),
      ResponseParameters: () =>
        dice.fields({
          Headers: () => ({
            "Retry-After": "'1'",
            "Access-Control-Allow-Origin": "'*'",
            [dice.text()]: "'x'",
          }),
          Paths: () => ({ p: dice.text() }),
          QueryStrings: () => ({ q: "x", r: "y" }),
        }),
    });
  return {
    DEFAULT_4XX: response(),
    ...dice.fields({ UNAUTHORIZED: response, THROTTLED: response, WAF_FILTERED: response }),
  };
}

function schemas(dice: Dice): Fields {
  const schema = () => ({
    type: "object",
    ...dice.fields({
      required: () => ["a", dice.text()],
      properties: () =>
        Object.fromEntries(Array.from({ length: dice.below(14) }, () => [dice.text(), property(dice)])),
      description: () => dice.text(),
      additionalProperties: () => false,
    }),
  });
  return {
    User: schema(),
    ...dice.fields({ Order: schema, errorModel: schema, Item: schema, Cart: schema, AZ: schema }),
  };
}

function property(dice: Dice): Json {
  return dice.fields({
    type: () => dice.one(["string", "number"]),
    maximum: () => dice.one([10, 2.5, 1e-7, -3, 9007199254740991, 0.1]),
    nullable: () => true,
    default: () => dice.one<Json>([null, dice.text(), [], {}, false]),
    format: () => dice.text(),
  });
}

function definition(dice: Dice): Json {
  const paths = Array.from({ length: 1 + dice.below(12) }, (_, index) => [
    `/${dice.one(["a", "users/{id}", "{proxy+}", "x"])}${index}${dice.one(["", "/"])}`,
    Object.fromEntries(dice.some(METHODS).map((method) => [method.toLowerCase(), operation(dice)])),
  ]);
  return {
    ...dice.one<Fields>([{ swagger: 2 }, { swagger: "2.0" }, { openapi: "3.0.1" }]),
    ...dice.fields({
      info: () => ({ title: { "Fn::Sub": "${AWS::StackName}" }, version: "1.0", description: dice.text() }),
      securityDefinitions: () => ({ Old: { type: "apiKey", in: "header", name: dice.text() } }),
      components: () => ({ schemas: schemas(dice) }),
      definitions: () => schemas(dice),
      tags: () => [dice.text(), { name: dice.text() }],
      "x-amazon-apigateway-policy": () => ({ Version: "2012-10-17", Statement: [{ Effect: "Deny" }] }),
    }),
    paths: Object.fromEntries(paths) as Fields,
  };
}

function operation(dice: Dice): Json {
  return dice.fields({
    "x-amazon-apigateway-integration": () => ({
      type: "aws_proxy",
      uri: { "Fn::Sub": "arn:${Name}" },
      ...dice.fields({
        httpMethod: () => "POST",
        timeoutInMillis: () => 50 + dice.below(900),
        credentials: () => ROLE,
      }),
    }),
    responses: () => ({ 200: { description: dice.text() }, 404: {}, default: {} }),
    security: () => [{ Old: [] }],
    parameters: () => [{ in: "query", name: dice.text(), required: true, type: "string" }],
    summary: () => dice.text(),
    consumes: () => ["application/json"],
    operationId: () => dice.text(),
    deprecated: () => true,
  });
}

function lambda(dice: Dice, apis: Apis): Json {
  const count = dice.below(12);
  const events = Array.from({ length: count }, (_, index): [string, Json] => [
    `${dice.one(["Get", "Put", "Route", "e"])}${index}`,
    dice.below(8) === 0
      ? { Type: "SNS", Properties: { Topic: { Ref: "Topic" } } }
      : { Type: "Api", Properties: route(dice, apis) },
  ]);
  const condition = dice.one<Fields>([{}, {}, { Condition: "IsA" }, { Condition: "IsB" }]);
  return {
    Type: "AWS::Serverless::Function",
    ...condition,
    Properties: {
      Handler: "index.handler",
      Runtime: "nodejs22.x",
      InlineCode: "exports.handler = async () => ({})",
      ...dice.fields({
        FunctionName: () =>
          dice.one<Json>(["named", { "Fn::Sub": "${AWS::StackName}-${Name}" }, { Ref: "Name" }]),
        AutoPublishAlias: () => "live",
      }),
      Events: Object.fromEntries(events),
    },
  };
}

function routeAuth(dice: Dice, settings: Fields): Json {
  const one = () => dice.one(["NONE", "AWS_IAM", "Pool", "Pools", "Token", "Request"]);
  const needsAuth = { Authorizer: one, InvokeRole: () => ROLE };
  return dice.fields({
    ResourcePolicy: () => resourcePolicy(dice),
    ApiKeyRequired: () => true,
    ...(settings["Auth"] === undefined ? {} : needsAuth),
  });
}

function requestModel(dice: Dice): Json {
  const flags = {
    Required: () => true,
    ValidateBody: () => dice.below(2) === 0,
    ValidateParameters: () => true,
  };
  return { Model: "User", ...dice.fields(flags) };
}

function route(dice: Dice, apis: Apis): Json {
  const [chosen, settings] = [...apis][dice.below(apis.size)] ?? ["", {}];
  const reference = chosen === "" ? {} : { RestApiId: dice.one<Json>([chosen, { Ref: chosen }]) };
  return {
    ...reference,
    Path: `/${dice.one(["a", "b", "users", "{id}", "items/{proxy+}"])}/${dice.below(400)}${dice.one(["", "/"])}`,
    Method: dice.one(METHODS),
    ...dice.fields({
      TimeoutInMillis: () => 50 + dice.below(1000),
      ResponseTransferMode: () => "RESPONSE_STREAM",
      RequestParameters: () => [
        `method.request.querystring.${dice.one(["q", "page"])}`,
        { "method.request.header.X-H": { Required: true, Caching: true } },
        { "method.request.path.id": { Caching: dice.below(2) === 0 } },
      ],
      Auth: () => routeAuth(dice, settings),
      ...(settings["Models"] === undefined ? {} : { RequestModel: () => requestModel(dice) }),
    }),
  };
}
