/** Whatever tells others of what happens, and others that let none of them in. */
export const REFUSING_STACK = `
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { QueueName: orders } }
  Dead: { Type: AWS::SQS::Queue, Properties: { QueueName: dead } }
  DeadPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Dead]
      PolicyDocument:
        Statement:
          - { Sid: Letters, Effect: Allow, Action: "sqs:SendMessage", Resource: "*", Principal: { Service: events.amazonaws.com }, Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/other" } } }
  Alarms: { Type: AWS::SNS::Topic, Properties: { TopicName: alarms } }
  News:
    Type: AWS::SNS::Topic
    Properties: { TopicName: news }
  NewsToOrders:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref News
      Protocol: sqs
      Endpoint: !GetAtt Orders.Arn
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn }
  Photos: { Type: AWS::S3::Bucket, Properties: { BucketName: photos } }
  Powerless:
    Type: AWS::IAM::Role
    Properties:
      RoleName: powerless
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Action: "sts:AssumeRole", Principal: { Service: [lambda.amazonaws.com, scheduler.amazonaws.com, iot.amazonaws.com] } }
  Reader:
    Type: AWS::IAM::Role
    Properties:
      RoleName: reader
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Action: "sts:AssumeRole", Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root", Service: iot.amazonaws.com } }
      Policies:
        - PolicyName: read
          PolicyDocument:
            Statement: { Effect: Allow, Action: ["ssm:GetParameter", "secretsmanager:GetSecretValue"], Resource: "*" }
  Work:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: work
      Role: !GetAtt Powerless.Arn
      Runtime: nodejs22.x
      Handler: index.handler
      Code: { ZipFile: "exports.handler = async () => 1;" }
  Notes:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: notes
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_IMAGE }
  Shop:
    Type: AWS::Events::Rule
    Properties:
      Name: shop
      EventPattern: { source: [shop] }
      Targets: [{ Id: queue, Arn: !GetAtt Orders.Arn, DeadLetterConfig: { Arn: !GetAtt Dead.Arn } }]
  Bakery:
    Type: AWS::Events::Rule
    Properties:
      Name: bakery
      EventPattern: { source: [bakery] }
      Targets: [{ Id: function, Arn: !GetAtt Work.Arn }]
  Harbour:
    Type: AWS::Events::Rule
    Properties:
      Name: harbour
      EventPattern: { source: [harbour] }
      Targets: [{ Id: topic, Arn: !Ref Alarms, RoleArn: !GetAtt Powerless.Arn }]
  Lost:
    Type: AWS::Events::Rule
    Properties:
      Name: lost
      EventPattern: { source: [lost] }
      Targets: [{ Id: topic, Arn: !Ref Alarms, RoleArn: "arn:aws:iam::123456789012:role/gone" }]
  Door:
    Type: AWS::IoT::TopicRule
    Properties:
      RuleName: door
      TopicRulePayload:
        Sql: "SELECT * FROM 'door'"
        Actions: [{ Sqs: { QueueUrl: !Ref Orders, RoleArn: !GetAtt Powerless.Arn } }]
  Closed:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - { Sid: Keeper, Effect: Allow, Action: "kms:*", Resource: "*", Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:user/administrator" } }
  Open:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - { Effect: Allow, Action: "kms:*", Resource: "*", Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" } }
Outputs:
  OrdersArn: { Value: !GetAtt Orders.Arn }
  NewsArn: { Value: !Ref News }
  WorkArn: { Value: !GetAtt Work.Arn }
  Stream: { Value: !GetAtt Notes.StreamArn }
  PowerlessArn: { Value: !GetAtt Powerless.Arn }
  ReaderArn: { Value: !GetAtt Reader.Arn }
  ClosedKey: { Value: !Ref Closed }
  OpenKey: { Value: !Ref Open }
`;
