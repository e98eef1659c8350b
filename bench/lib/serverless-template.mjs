/** A template of functions as projects have them: a route with scopes, a policy, a schedule each. */
export function serverlessTemplate(functions) {
  const resources = {
    Pool: { Type: "AWS::Cognito::UserPool" },
    Api: {
      Type: "AWS::Serverless::Api",
      Properties: {
        StageName: "v1",
        Cors: { AllowOrigin: "'https://example.com'", AllowHeaders: "'Authorization'" },
        Auth: {
          DefaultAuthorizer: "People",
          Authorizers: { People: { UserPoolArn: { "Fn::GetAtt": ["Pool", "Arn"] } } },
        },
      },
    },
  };
  for (let number = 1; number <= functions; number += 1) resources[`Function${number}`] = oneFunction(number);
  return {
    Transform: "AWS::Serverless-2016-10-31",
    Globals: { Function: { Runtime: "nodejs22.x", Handler: "index.handler", Tracing: "Active" } },
    Resources: resources,
  };
}

function oneFunction(number) {
  return {
    Type: "AWS::Serverless::Function",
    Properties: {
      CodeUri: `s3://artifacts/${number}.zip`,
      AutoPublishAlias: "live",
      Environment: { Variables: { NUMBER: String(number) } },
      Policies: [{ S3ReadPolicy: { BucketName: `bucket-${number}` } }],
      Events: {
        Route: {
          Type: "Api",
          Properties: {
            RestApiId: { Ref: "Api" },
            Path: `/things/${number}/{id}`,
            Method: "get",
            Auth: { Authorizer: "People", AuthorizationScopes: ["email"] },
          },
        },
        Clock: { Type: "Schedule", Properties: { Schedule: "rate(1 hour)" } },
      },
    },
  };
}
