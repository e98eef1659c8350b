/** A change of a file of the home: what stands there, and what stands there then. */
export interface Edit {
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
}

/** One weakness of a few characters, and the checks that must name it. */
interface Hole {
  readonly what: string;
  readonly edits: readonly Edit[];
  readonly found: readonly string[];
  /** Checks that see the same weakness from their side. */
  readonly also?: readonly string[];
}

const API = "stacks/api/template.yaml";
const SIGN_IN = "stacks/cognito/template.yaml";

/** Behind `Path: /gates/state`, the last line of its event. */
const STATE_EVENT = "            Path: /gates/state\n";
const GROUP_SCOPE = /\n {14}AuthorizationScopes:\n {16}- !Sub\n[\s\S]*?-UserPoolClientId\n/;

export const HOLES: readonly Hole[] = [
  {
    what: "a guarded route without its authorizer",
    edits: [{ file: API, from: STATE_EVENT, to: `${STATE_EVENT}            Auth: { Authorizer: NONE }\n` }],
    found: ["RTE-01", "TOK-01"],
  },
  {
    what: "an authorizer without scopes",
    edits: [
      { file: API, from: "AuthorizationScopes: [email, openid, profile]", to: "AuthorizationScopes: []" },
    ],
    found: ["TOK-11"],
  },
  {
    what: "an administrators' route without its scope",
    edits: [{ file: API, from: GROUP_SCOPE, to: "\n" }],
    found: ["TOK-12"],
  },
  {
    what: "an open route for whatever the others lack",
    edits: [
      {
        file: API,
        from: STATE_EVENT,
        to: `${STATE_EVENT}        Everything:
          Type: Api
          Properties: { RestApiId: !Ref Api, Method: any, Path: "/{proxy+}", Auth: { Authorizer: NONE } }
`,
      },
    ],
    found: ["RTE-03"],
    // An odd spelling of a guarded path is one of the paths that the open route answers.
    also: ["RTE-04"],
  },
  {
    what: "every site with credentials",
    edits: [
      {
        file: API,
        from: "        AllowOrigin: !Sub \"'${AllowedOrigin}'\"\n",
        to: "        AllowOrigin: !Sub \"'${AllowedOrigin}'\"\n        AllowCredentials: true\n",
      },
      {
        file: "stacks/api/samconfig.toml",
        from: "AllowedOrigin=http://localhost:3000",
        to: "AllowedOrigin=*",
      },
    ],
    found: ["RTE-05"],
  },
  {
    what: "a second pool, in which everybody may make an account",
    edits: [
      {
        file: API,
        from: / {12}UserPoolArn: !Sub\n {14}(- .*)\n {14}(- UserPoolId:)\n {18}(.*)\n(?: +#.*\n)* {16}(Origin: .*)\n/,
        to: `            UserPoolArn:
              - !GetAtt OtherPool.Arn
              - Fn::Sub:
                  $1
                  $2
                      $3
                    $4
`,
      },
      {
        file: API,
        from: "\n  AccessLogs:\n",
        to: `
  OtherPool:
    Type: AWS::Cognito::UserPool
    Properties:
      UsernameAttributes: [email]
      UsernameConfiguration: { CaseSensitive: false }
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false }
      MfaConfiguration: OPTIONAL
      EnabledMfas: [SOFTWARE_TOKEN_MFA]
  OtherClient:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref OtherPool
      ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
      PreventUserExistenceErrors: ENABLED
      WriteAttributes: [name]
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [code]
      AllowedOAuthScopes: [openid]
      CallbackURLs: [http://localhost:3000/]

  AccessLogs:
`,
      },
    ],
    found: ["TOK-09", "CFG-01", "SGN-04"],
  },
  {
    what: "a function that looks for a group in a text",
    edits: [
      {
        file: "stacks/api/functions/get-gate-state/index.ts",
        from: "export async function handler(): Promise<APIGatewayProxyResult> {\n",
        to: `export async function handler(event: { requestContext: { authorizer: { claims: Record<string, string> } } }): Promise<APIGatewayProxyResult> {
  const groups = event.requestContext.authorizer.claims["cognito:groups"] ?? "";
  if (!groups.includes("Admins")) return jsonReply(403, { message: "No." }, allowedOrigin);
`,
      },
    ],
    found: ["TOK-13"],
  },
  {
    what: "a function that takes the person from the body",
    edits: [
      {
        file: "stacks/api/functions/get-account/index.ts",
        from: 'event.requestContext.authorizer.claims["sub"]',
        to: 'JSON.parse(event.body ?? "{}").sub ?? event.requestContext.authorizer.claims["sub"]',
      },
    ],
    found: ["RTE-07"],
  },
  {
    what: "a trigger that gives the administrators' scope to everybody",
    edits: [
      {
        file: "stacks/cognito/functions/add-group-scopes/group-scopes.ts",
        from: "[...BASE_SCOPES, ...granted]",
        to: "[...BASE_SCOPES, ...granted, `Admins-${clientId}`]",
      },
    ],
    found: ["CFG-14", "TOK-12"],
  },
  {
    what: "public sign-up",
    edits: [{ file: SIGN_IN, from: "AllowAdminCreateUserOnly: true", to: "AllowAdminCreateUserOnly: false" }],
    found: ["SGN-04", "CFG-01"],
  },
  {
    what: "answers that tell which users exist",
    edits: [{ file: SIGN_IN, from: "      PreventUserExistenceErrors: ENABLED\n", to: "" }],
    found: ["SGN-01", "CFG-06"],
  },
  {
    what: "no second factor",
    edits: [{ file: "stacks/cognito/samconfig.toml", from: "MfaMode=optional", to: "MfaMode=off" }],
    found: ["CFG-02", "SGN-09"],
  },
  {
    what: "plain passwords",
    edits: [
      {
        file: SIGN_IN,
        from: "[ALLOW_USER_SRP_AUTH,",
        to: "[ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH,",
      },
    ],
    found: ["SGN-07", "CFG-10"],
  },
  {
    what: "tokens in the address of another site",
    edits: [
      { file: SIGN_IN, from: "AllowedOAuthFlows: [code]", to: "AllowedOAuthFlows: [code, implicit]" },
      {
        file: SIGN_IN,
        from: "CallbackURLs: !Ref ClientDomains",
        to: 'CallbackURLs: ["http://localhost:3000/", "https://evil.example/"]',
      },
    ],
    found: ["SGN-19", "CFG-10", "CFG-11"],
  },
  {
    what: "everything of a service on every resource",
    edits: [
      {
        file: API,
        from: /Action: iot:GetRetainedMessage\n {14}Resource:\n(?: {16}- .*\n){2}/,
        to: 'Action: iot:*\n              Resource: "*"\n',
      },
    ],
    found: ["CFG-15"],
  },
  {
    what: "an address of its own for a function",
    edits: [
      {
        file: API,
        from: /(EntryPoints: \[control-gate\/index\.ts\][\s\S]*?\n {4}Properties:\n)/,
        to: "$1      FunctionUrlConfig: { AuthType: NONE }\n",
      },
    ],
    found: ["RTE-16"],
  },
  {
    what: "a permission for every pool of AWS",
    edits: [{ file: SIGN_IN, from: "      SourceArn: !GetAtt UserPool.Arn\n", to: "" }],
    found: ["CFG-18"],
  },
  {
    what: "a role for every identity pool of AWS",
    edits: [
      {
        file: SIGN_IN,
        from: "\n  UserPoolDomain:\n",
        to: `
  SignedInRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Federated: cognito-identity.amazonaws.com }
            Action: sts:AssumeRoleWithWebIdentity
            Condition: { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": authenticated } }

  UserPoolDomain:
`,
      },
    ],
    found: ["CFG-17", "SGN-25"],
  },
  {
    what: "a bucket that everybody reads",
    edits: [
      { file: API, from: "BlockPublicPolicy: true", to: "BlockPublicPolicy: false" },
      {
        file: API,
        from: "          - Sid: TlsOnly\n",
        to: `          - Sid: Everybody
            Effect: Allow
            Principal: "*"
            Action: s3:GetObject
            Resource: !Sub \${ProfileImagesBucket.Arn}/*
          - Sid: TlsOnly
`,
      },
    ],
    found: ["CFG-21"],
  },
  {
    what: "a topic, a bus and a key for every account",
    edits: [
      {
        file: API,
        from: "\n  AccessLogs:\n",
        to: `
  News: { Type: AWS::SNS::Topic }
  OpenNews:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref News]
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: "*", Action: sns:Publish, Resource: !Ref News }]
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: !Sub "\${AWS::StackName}-bus" } }
  OpenBus:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: !Ref Bus
      StatementId: everybody
      Statement: { Effect: Allow, Principal: "*", Action: events:PutEvents, Resource: !GetAtt Bus.Arn }
  OpenKey:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
      KeyPolicy:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: "*", Action: kms:*, Resource: "*" }]

  AccessLogs:
`,
      },
    ],
    found: ["CFG-31"],
  },
  {
    what: "a queue that every topic of AWS fills",
    edits: [
      {
        file: API,
        from: "\n  AccessLogs:\n",
        to: `
  Jobs: { Type: AWS::SQS::Queue }
  JobsRules:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Jobs]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Principal: { Service: sns.amazonaws.com }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn }

  AccessLogs:
`,
      },
    ],
    found: ["CFG-32"],
  },
  {
    what: "a sign-in by functions that takes any answer",
    edits: [
      {
        file: SIGN_IN,
        from: "            LambdaVersion: V2_0\n",
        to: `            LambdaVersion: V2_0
          DefineAuthChallenge: !GetAtt RiddleFunction.Arn
          CreateAuthChallenge: !GetAtt RiddleFunction.Arn
          VerifyAuthChallengeResponse: !GetAtt RiddleFunction.Arn
`,
      },
      { file: SIGN_IN, from: "[ALLOW_USER_SRP_AUTH,", to: "[ALLOW_CUSTOM_AUTH, ALLOW_USER_SRP_AUTH," },
      {
        file: SIGN_IN,
        from: "\n  UserPoolDomain:\n",
        to: `
  RiddleFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs24.x
      LoggingConfig: { LogGroup: !Ref AddGroupScopesLogs }
      InlineCode: |
        exports.handler = async (event) => {
          const answers = event.request.session ?? [];
          if (event.triggerSource.startsWith("Define")) {
            event.response = answers.length > 0 ? { issueTokens: true } : { challengeName: "CUSTOM_CHALLENGE" };
            event.response.failAuthentication = false;
          } else if (event.triggerSource.startsWith("Verify")) event.response = { answerCorrect: false };
          else event.response = { publicChallengeParameters: {}, privateChallengeParameters: { answer: "none" } };
          return event;
        };
  RiddlePermission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref RiddleFunction
      Principal: cognito-idp.amazonaws.com
      SourceArn: !GetAtt UserPool.Arn

  UserPoolDomain:
`,
      },
    ],
    found: ["SGN-26"],
  },
  {
    what: "tokens in the execution log",
    edits: [
      { file: API, from: "DataTraceEnabled: false", to: "DataTraceEnabled: true" },
      { file: API, from: 'LoggingLevel: "OFF"', to: "LoggingLevel: INFO" },
    ],
    found: ["CFG-23"],
  },
  // The last one: an attribute of a pool is never taken away again.
  {
    what: "an attribute for authorization that people may write",
    edits: [
      {
        file: SIGN_IN,
        from: "      UsernameAttributes: [email]\n",
        to: "      UsernameAttributes: [email]\n      Schema: [{ Name: role, AttributeDataType: String, Mutable: true }]\n",
      },
      { file: SIGN_IN, from: "      WriteAttributes: [name]\n", to: "" },
    ],
    // SGN-22 finds it on AWS: this cloud lets nobody write a custom attribute that no client names.
    found: ["CFG-12"],
    // The address is among what people may write then.
    also: ["CFG-13", "SGN-23"],
  },
];

/** What the home leaves to those who deploy it: no hole, and said at every run. */
export const DECISIONS: readonly string[] = ["RTE-11", "CFG-27", "CFG-09"];
