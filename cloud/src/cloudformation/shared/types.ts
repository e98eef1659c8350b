export const WAIT_CONDITION = "AWS::CloudFormation::WaitCondition";
