/** A bucket that tells others, and functions whose runs are told to others; each with a sibling that may not. */
export const DELIVERIES = {
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    Heard: { Type: "AWS::SQS::Queue" },
    HeardPolicy: {
      Type: "AWS::SQS::QueuePolicy",
      Properties: {
        Queues: [{ Ref: "Heard" }],
        PolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: ["events.amazonaws.com", "sns.amazonaws.com"] },
              Action: "sqs:SendMessage",
              Resource: { "Fn::GetAtt": ["Heard", "Arn"] },
            },
          ],
        },
      },
    },
    Open: { Type: "AWS::SNS::Topic" },
    OpenPolicy: {
      Type: "AWS::SNS::TopicPolicy",
      Properties: {
        Topics: [{ Ref: "Open" }],
        PolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "s3.amazonaws.com" },
              Action: "sns:Publish",
              Resource: { Ref: "Open" },
            },
          ],
        },
      },
    },
    OpenToHeard: {
      Type: "AWS::SNS::Subscription",
      Properties: {
        TopicArn: { Ref: "Open" },
        Protocol: "sqs",
        Endpoint: { "Fn::GetAtt": ["Heard", "Arn"] },
        RawMessageDelivery: true,
      },
    },
    Closed: { Type: "AWS::SNS::Topic" },
    Bus: { Type: "AWS::Events::EventBus", Properties: { Name: { Ref: "AWS::StackName" } } },
    Records: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventBusName: { Ref: "Bus" },
        EventPattern: { source: ["lambda"] },
        Targets: [{ Id: "heard", Arn: { "Fn::GetAtt": ["Heard", "Arn"] } }],
      },
    },
    Told: {
      Type: "AWS::S3::Bucket",
      Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
    },
    Silent: { Type: "AWS::S3::Bucket" },
    Objects: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventPattern: {
          source: ["aws.s3"],
          detail: { bucket: { name: [{ Ref: "Told" }, { Ref: "Silent" }] } },
        },
        Targets: [{ Id: "heard", Arn: { "Fn::GetAtt": ["Heard", "Arn"] } }],
      },
    },
    Worker: {
      Type: "AWS::Serverless::Function",
      Properties: {
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        InlineCode:
          "exports.handler = async (event) => { if (event.fails) throw new Error('no'); return event; };",
        EventInvokeConfig: { MaximumRetryAttempts: 0 },
        Policies: [
          {
            Statement: [
              { Effect: "Allow", Action: "sns:Publish", Resource: { Ref: "Open" } },
              {
                Effect: "Allow",
                Action: "events:PutEvents",
                Resource: { "Fn::GetAtt": ["Bus", "Arn"] },
              },
            ],
          },
        ],
      },
    },
    Powerless: {
      Type: "AWS::Serverless::Function",
      Properties: {
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        InlineCode: "exports.handler = async () => 1;",
      },
    },
  },
  Outputs: {
    Queue: { Value: { Ref: "Heard" } },
    OpenTopic: { Value: { Ref: "Open" } },
    ClosedTopic: { Value: { Ref: "Closed" } },
    BusArn: { Value: { "Fn::GetAtt": ["Bus", "Arn"] } },
    Told: { Value: { Ref: "Told" } },
    Silent: { Value: { Ref: "Silent" } },
    Worker: { Value: { Ref: "Worker" } },
    WorkerArn: { Value: { "Fn::GetAtt": ["Worker", "Arn"] } },
    WorkerRole: { Value: { Ref: "WorkerRole" } },
    Powerless: { Value: { Ref: "Powerless" } },
  },
};
