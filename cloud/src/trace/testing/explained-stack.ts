/** A pool with a domain, another pool, and APIs whose routes refuse in every way that a test asks about. */
export const EXPLAINED_STACK = `
Transform: AWS::Serverless-2016-10-31
Parameters:
  SdkFolder: { Type: String }
Globals:
  Function: { Runtime: nodejs20.x, Handler: index.handler, Timeout: 10 }
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
      UsernameAttributes: [email]
      AutoVerifiedAttributes: [email]
      MfaConfiguration: OPTIONAL
      EnabledMfas: [SOFTWARE_TOKEN_MFA]
      LambdaConfig: { PreAuthentication: !GetAtt Trigger.Arn, PreTokenGeneration: !GetAtt Trigger.Arn }
  Admins: { Type: AWS::Cognito::UserPoolGroup, Properties: { UserPoolId: !Ref Pool, GroupName: Admins } }
  Domain: { Type: AWS::Cognito::UserPoolDomain, Properties: { UserPoolId: !Ref Pool, Domain: explained } }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Pool
      ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
      PreventUserExistenceErrors: ENABLED
      SupportedIdentityProviders: [COGNITO]
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [code]
      AllowedOAuthScopes: [openid, email]
      CallbackURLs: [https://app.example/back]
      LogoutURLs: [https://app.example/out]
  OtherPool: { Type: AWS::Cognito::UserPool, Properties: { UsernameAttributes: [email] } }
  OtherClient:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref OtherPool, ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH] }
  Trigger:
    Type: AWS::Serverless::Function
    Properties:
      Environment: { Variables: { SDK: !Ref SdkFolder } }
      InlineCode: |
        exports.handler = async (event) => {
          const { email } = event.request.userAttributes;
          if (email === "caller@example.com" && event.triggerSource === "TokenGeneration_Authentication") {
            const { LambdaClient, ListFunctionsCommand } = require(process.env.SDK + "/@aws-sdk/client-lambda");
            await new LambdaClient().send(new ListFunctionsCommand()).catch(() => undefined);
          }
          if (event.request.userAttributes.email === "barred@example.com") throw new Error("not on this list");
          return event;
        };
  TriggerPermission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Trigger
      Principal: cognito-idp.amazonaws.com
      SourceArn: !GetAtt Pool.Arn
  Bucket: { Type: AWS::S3::Bucket }
  Handler:
    Type: AWS::Serverless::Function
    Properties:
      Environment: { Variables: { SDK: !Ref SdkFolder, BUCKET: !Ref Bucket } }
      Policies:
        - Statement:
            - { Sid: OwnTopic, Effect: Allow, Action: iot:Publish, Resource: !Sub "arn:aws:iot:\${AWS::Region}:\${AWS::AccountId}:topic/own" }
            - { Sid: NoLists, Effect: Deny, Action: "lambda:List*", Resource: "*" }
      InlineCode: |
        const sdk = (name) => require(process.env.SDK + "/@aws-sdk/client-" + name);
        const calls = {
          "/publish": () => {
            const { IoTDataPlaneClient, PublishCommand } = sdk("iot-data-plane");
            return new IoTDataPlaneClient({ endpoint: process.env.AWS_ENDPOINT_URL }).send(new PublishCommand({ topic: "gate", payload: "x" }));
          },
          "/functions": () => {
            const { LambdaClient, ListFunctionsCommand } = sdk("lambda");
            return new LambdaClient().send(new ListFunctionsCommand());
          },
          "/picture": () => {
            const { S3Client, GetObjectCommand } = sdk("s3");
            return new S3Client({ forcePathStyle: true }).send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: "a" }));
          },
          "/odd": () => "no proxy response",
        };
        exports.handler = async (event) => {
          const answer = await calls[event.resource]?.();
          return event.resource === "/odd" ? answer : { statusCode: 200, body: "{}" };
        };
      Events:
        Id: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /id, Method: GET } }
        Scoped: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /scoped, Method: GET, Auth: { Authorizer: Pool, AuthorizationScopes: [Admins-web] } } }
        Gone: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /gone, Method: GET, Auth: { Authorizer: Gone } } }
        Body: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /body, Method: POST, Auth: { Authorizer: NONE }, RequestModel: { Model: Command, Required: true, ValidateBody: true } } }
        Slow: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /slow, Method: GET, Auth: { Authorizer: NONE } } }
        Publish: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /publish, Method: GET, Auth: { Authorizer: NONE } } }
        Picture: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /picture, Method: GET, Auth: { Authorizer: NONE } } }
        Functions: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /functions, Method: GET, Auth: { Authorizer: NONE } } }
        Preflight: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /open/door, Method: OPTIONS } }
        Open: { Type: Api, Properties: { RestApiId: !Ref Api, Path: "/open/{rest+}", Method: PATCH, Auth: { Authorizer: NONE } } }
        Odd: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /odd, Method: GET, Auth: { Authorizer: NONE } } }
        Closed: { Type: Api, Properties: { RestApiId: !Ref ClosedApi, Path: /x, Method: GET } }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Pool.Arn }, Gone: { UserPoolArn: !Sub "arn:aws:cognito-idp:\${AWS::Region}:\${AWS::AccountId}:userpool/\${AWS::Region}_GoneAway1" } } }
      Models: { Command: { type: object, required: [message], properties: { message: { type: string } } } }
      MethodSettings: [{ ResourcePath: /slow, HttpMethod: GET, ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 }]
  ClosedApi:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        ResourcePolicy:
          CustomStatements:
            - { Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: execute-api:/* }
            - { Sid: NotFromHere, Effect: Deny, Principal: "*", Action: execute-api:Invoke, Resource: execute-api:/*, Condition: { IpAddress: { aws:SourceIp: 127.0.0.0/8 } } }
  Reader:
    Type: AWS::IAM::Role
    Properties:
      RoleName: Reader
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: read
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - { Sid: OwnClient, Effect: Allow, Action: iot:Connect, Resource: "*" }
              - { Sid: WrongKind, Effect: Allow, Action: iot:Subscribe, Resource: !Sub "arn:aws:iot:\${AWS::Region}:\${AWS::AccountId}:topic/gate" }
              - { Sid: OnlyOffice, Effect: Allow, Action: lambda:ListFunctions, Resource: "*", Condition: { IpAddress: { aws:SourceIp: 10.0.0.0/8 } } }
              - { Sid: Notes, Effect: Allow, Action: dynamodb:Query, Resource: !Sub "arn:aws:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/notes" }
              - { Sid: OwnNotes, Effect: Allow, Action: dynamodb:GetItem, Resource: "*", Condition: { "ForAllValues:StringEquals": { dynamodb:LeadingKeys: [ann] } } }
Outputs:
  Bucket: { Value: !Ref Bucket }
  PoolId: { Value: !Ref Pool }
  ClientId: { Value: !Ref Client }
  OtherPoolId: { Value: !Ref OtherPool }
  OtherClientId: { Value: !Ref OtherClient }
  ReaderArn: { Value: !GetAtt Reader.Arn }
  ApiId: { Value: !Ref Api }
  ClosedApiId: { Value: !Ref ClosedApi }
  BucketName: { Value: !Ref Bucket }
  FunctionName: { Value: !Ref Handler }
`;
