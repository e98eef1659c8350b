export const THING = { Type: "Test::Fake::Thing" };
const format = (text: string) => `Template format error: ${text}`;
const notSupported = (what: string) => `${what} is not supported by Portcullis. See docs/gaps.md.`;
export const many = (count: number, member: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`M${index}`, member]));
export const withResources = (more: object) => ({ Resources: { A: THING }, ...more });
const MOVED = { CodeDeployLambdaAliasUpdate: { ApplicationName: "a", DeploymentGroupName: "g" } };

export const resource = (more: object) => ({ Resources: { A: { ...THING, ...more } } });
export const parameter = (more: object) => withResources({ Parameters: { P: { Type: "String", ...more } } });
export const output = (more: object) => withResources({ Outputs: { O: { Value: "x", ...more } } });
export const rule = (body: unknown) => withResources({ Rules: { R: body } });

/** By section: what is wrong, a template with it, AWS's text. */
export const REFUSED_TEMPLATES: Readonly<Record<string, readonly (readonly [string, object, string])[]>> = {
  template: [
    ["no Resources", {}, format("At least one Resources member must be defined.")],
    ["empty Resources", { Resources: {} }, format("At least one Resources member must be defined.")],
    ["Resources that are a list", { Resources: [] }, format("Resources must be an object.")],
    ["an unknown section", withResources({ Foo: {} }), "Invalid template property or properties [Foo]"],
    [
      "two unknown sections",
      withResources({ Foo: {}, resources: {} }),
      "Invalid template property or properties [Foo, resources]",
    ],
    [
      "Globals without the transform",
      withResources({ Globals: {} }),
      "Invalid template property or properties [Globals]",
    ],
    ["Hooks", withResources({ Hooks: {} }), notSupported("The template section Hooks")],
    [
      "another version",
      withResources({ AWSTemplateFormatVersion: "2010-09-10" }),
      format("Unsupported AWSTemplateFormatVersion 2010-09-10"),
    ],
    [
      "a description that is no string",
      withResources({ Description: ["x"] }),
      format("Every Description member must be a string."),
    ],
    [
      "a description of 1025 bytes",
      withResources({ Description: "x".repeat(1025) }),
      format("Template description is longer than 1024 bytes."),
    ],
    [
      "a description of 1024 characters in more bytes",
      withResources({ Description: "é".repeat(1024) }),
      format("Template description is longer than 1024 bytes."),
    ],
    [
      "null in a property",
      resource({ Properties: { List: [1, null] } }),
      "[/Resources/A/Properties/List/1] 'null' values are not allowed in templates",
    ],
    [
      "null as a section",
      withResources({ Metadata: null }),
      "[/Metadata] 'null' values are not allowed in templates",
    ],
    [
      "a loop of resources",
      { Resources: { "Fn::ForEach::L": [] } },
      notSupported("The intrinsic function Fn::ForEach::L without the transform AWS::LanguageExtensions"),
    ],
    [
      "a loop of outputs",
      withResources({ Outputs: { "Fn::ForEach::L": [] } }),
      notSupported("The intrinsic function Fn::ForEach::L without the transform AWS::LanguageExtensions"),
    ],
  ],
  Resources: [
    [
      "501 of them",
      { Resources: many(501, THING) },
      format("Number of resources, 501, is greater than maximum allowed, 500"),
    ],
    ["an id with a dash", { Resources: { "a-b": THING } }, format("Resource name a-b is non alphanumeric.")],
    ["an empty id", { Resources: { "": THING } }, format("Resource name  is non alphanumeric.")],
    [
      "an id of 256 letters",
      { Resources: { ["a".repeat(256)]: THING } },
      format(`Resource name ${"a".repeat(256)} is non alphanumeric.`),
    ],
    ["one that is a string", { Resources: { A: "x" } }, format("Any Resources member must be an object.")],
    ["one that is a list", { Resources: { A: [] } }, format("Any Resources member must be an object.")],
    [
      "one without Type",
      { Resources: { A: { Properties: {} } } },
      format("[/Resources/A] Every Resources object must contain a Type member."),
    ],
    [
      "an empty Type",
      { Resources: { A: { Type: "" } } },
      format("[/Resources/A] Every Resources object must contain a Type member."),
    ],
    [
      "a Type that is no string",
      { Resources: { A: { Type: { Ref: "T" } } } },
      format("[/Resources/A] Every Resources object must contain a Type member."),
    ],
    ["an unknown attribute", resource({ Invalid: 1 }), "Invalid template resource property 'Invalid'"],
    [
      "an attribute in lower case",
      resource({ properties: {} }),
      "Invalid template resource property 'properties'",
    ],
    [
      "CreationPolicy",
      resource({ CreationPolicy: {} }),
      notSupported("The resource attribute CreationPolicy (/Resources/A/CreationPolicy)"),
    ],
    [
      "UpdatePolicy",
      resource({ UpdatePolicy: {} }),
      notSupported("The resource attribute UpdatePolicy (/Resources/A/UpdatePolicy)"),
    ],
    [
      "UpdatePolicy of CodeDeploy, of what is no alias",
      resource({ UpdatePolicy: MOVED }),
      notSupported("The resource attribute UpdatePolicy (/Resources/A/UpdatePolicy)"),
    ],
    [
      "UpdatePolicy of an alias, that names no deployment group",
      resource({
        Type: "AWS::Lambda::Alias",
        UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: "a" } },
      }),
      notSupported("The resource attribute UpdatePolicy (/Resources/A/UpdatePolicy)"),
    ],
    [
      "UpdatePolicy of an alias, with another beside it",
      resource({ Type: "AWS::Lambda::Alias", UpdatePolicy: { ...MOVED, AutoScalingReplacingUpdate: {} } }),
      notSupported("The resource attribute UpdatePolicy (/Resources/A/UpdatePolicy)"),
    ],
    [
      "Properties that are a list",
      resource({ Properties: [] }),
      "[/Resources/A/Properties] Properties must be an object.",
    ],
    [
      "DependsOn a number",
      resource({ DependsOn: 1 }),
      format("[/Resources/A/DependsOn] DependsOn must be a string or a list of strings."),
    ],
    [
      "DependsOn a Ref",
      resource({ DependsOn: [{ Ref: "B" }] }),
      format("[/Resources/A/DependsOn] DependsOn must be a string or a list of strings."),
    ],
    [
      "a Condition that is a function",
      resource({ Condition: { "Fn::Not": [] } }),
      format("[/Resources/A/Condition] Every Condition member must be a string."),
    ],
    [
      "an unknown DeletionPolicy",
      resource({ DeletionPolicy: "Keep" }),
      format('Unrecognized DeletionPolicy "Keep" for resource A'),
    ],
    [
      "a DeletionPolicy that is a map",
      resource({ DeletionPolicy: {} }),
      format("Every DeletionPolicy member must be a string."),
    ],
    [
      "RetainExceptOnCreate as UpdateReplacePolicy",
      resource({ UpdateReplacePolicy: "RetainExceptOnCreate" }),
      format('Unrecognized UpdateReplacePolicy "RetainExceptOnCreate" for resource A'),
    ],
    [
      "DeletionPolicy Snapshot",
      resource({ DeletionPolicy: "Snapshot" }),
      notSupported("DeletionPolicy Snapshot (/Resources/A/DeletionPolicy)"),
    ],
  ],
  Parameters: [
    [
      "a section without a value",
      withResources({ Parameters: null }),
      "[/Parameters] 'null' values are not allowed in templates",
    ],
    [
      "201 of them",
      withResources({ Parameters: many(201, { Type: "String" }) }),
      format("Number of parameters, 201, is greater than maximum allowed, 200"),
    ],
    [
      "a name with a colon",
      withResources({ Parameters: { "a:b": { Type: "String" } } }),
      format("Parameter name a:b is non alphanumeric."),
    ],
    [
      "one that is a string",
      withResources({ Parameters: { P: "String" } }),
      format("Any Parameters member must be an object."),
    ],
    [
      "one without Type",
      withResources({ Parameters: { P: {} } }),
      format("Every Parameters object must contain a Type member."),
    ],
    ["an unknown type", parameter({ Type: "Foo" }), format("Unrecognized parameter type: Foo")],
    ["a type in lower case", parameter({ Type: "string" }), format("Unrecognized parameter type: string")],
    ["a type that is a number", parameter({ Type: 1 }), format("Unrecognized parameter type: 1")],
    [
      "an AWS type in the Parameter Store",
      parameter({ Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>" }),
      notSupported("The parameter type AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"),
    ],
    [
      "a list of an AWS type",
      parameter({ Type: "List<AWS::EC2::Volume::Id>" }),
      notSupported("The parameter type List<AWS::EC2::Volume::Id>"),
    ],
    ["an unknown member", parameter({ Pattern: "x" }), "Invalid template parameter property 'Pattern'"],
    [
      "a Default that is a list",
      parameter({ Default: ["x"] }),
      format("[/Parameters/P/Default] Every Default member must be a string."),
    ],
    [
      "AllowedValues that are a string",
      parameter({ AllowedValues: "x" }),
      format("[/Parameters/P/AllowedValues] Every AllowedValues member must be a list."),
    ],
    [
      "AllowedValues with a map",
      parameter({ AllowedValues: ["x", {}] }),
      format("[/Parameters/P/AllowedValues] Every AllowedValues member must be a list."),
    ],
    ...(["AllowedPattern", "ConstraintDescription", "Description"] as const).map(
      (key) =>
        [
          `${key} that is a number`,
          parameter({ [key]: 1 }),
          format(`[/Parameters/P/${key}] Every ${key} member must be a string.`),
        ] as const,
    ),
    ...(["MinLength", "MaxLength", "MinValue", "MaxValue"] as const).flatMap((key) =>
      ["x", "", []].map(
        (wrong) =>
          [
            `${key} that is ${JSON.stringify(wrong)}`,
            parameter({ [key]: wrong }),
            format(`[/Parameters/P/${key}] Every ${key} member must be a number.`),
          ] as const,
      ),
    ),
  ],
  Mappings: [
    [
      "201 of them",
      withResources({ Mappings: many(201, { a: { b: "c" } }) }),
      format("Number of mappings, 201, is greater than maximum allowed, 200"),
    ],
    ["a list of them", withResources({ Mappings: [] }), format("Mappings must be an object.")],
    [
      "one that is a string",
      withResources({ Mappings: { M: "x" } }),
      format("Every Mappings attribute must be a String or a List. [M]"),
    ],
    [
      "a row that is a string",
      withResources({ Mappings: { M: { a: "x" } } }),
      format("Every Mappings attribute must be a String or a List. [M]"),
    ],
  ],
  Outputs: [
    [
      "201 of them",
      withResources({ Outputs: many(201, { Value: "x" }) }),
      format("Number of outputs, 201, is greater than maximum allowed, 200"),
    ],
    [
      "a name with a dash",
      withResources({ Outputs: { "a-b": { Value: "x" } } }),
      format("Output name a-b is non alphanumeric."),
    ],
    [
      "one that is a string",
      withResources({ Outputs: { O: "x" } }),
      format("Any Outputs member must be an object."),
    ],
    [
      "one without Value",
      withResources({ Outputs: { O: {} } }),
      format("Every Outputs member must contain a Value object"),
    ],
    ["an unknown member", output({ Name: "x" }), "Invalid template output property 'Name'"],
    [
      "a Description that is a function",
      output({ Description: { Ref: "A" } }),
      format("[/Outputs/O/Description] Every Description member must be a string."),
    ],
    [
      "a Condition that is a list",
      output({ Condition: ["C"] }),
      format("[/Outputs/O/Condition] Every Condition member must be a string."),
    ],
    ...["x", {}, { Name: "x", More: 1 }, { name: "x" }].map(
      (wrong) =>
        [
          `an Export that is ${JSON.stringify(wrong)}`,
          output({ Export: wrong }),
          format("Output O is malformed. Export must contain the single member Name."),
        ] as const,
    ),
  ],
  Rules: [
    [
      "a name with a dash",
      withResources({ Rules: { "a-b": {} } }),
      format("Rule name a-b is non alphanumeric."),
    ],
    ["one that is a list", rule([]), format("Any Rules member must be an object.")],
    ["an unknown member", rule({ Assert: {} }), "Invalid template rule property 'Assert'"],
    [
      "one without Assertions",
      rule({}),
      format("[/Rules/R] Every Rules member must contain a list of Assertions."),
    ],
    [
      "no assertion",
      rule({ Assertions: [] }),
      format("[/Rules/R] Every Rules member must contain a list of Assertions."),
    ],
    [
      "an assertion that is a string",
      rule({ Assertions: ["x"] }),
      format("[/Rules/R/Assertions/0] Any Assertions member must be an object."),
    ],
    [
      "an assertion without Assert",
      rule({ Assertions: [{ AssertDescription: "x" }] }),
      format("[/Rules/R/Assertions/0] Every Assertions member must contain an Assert object."),
    ],
    [
      "a description that is a number",
      rule({ Assertions: [{ Assert: {}, AssertDescription: 1 }] }),
      format("[/Rules/R/Assertions/0] Every AssertDescription member must be a string."),
    ],
    [
      "an unknown member of an assertion",
      rule({ Assertions: [{ Assert: {}, Description: "x" }] }),
      "Invalid template rule property 'Description'",
    ],
  ],
};
