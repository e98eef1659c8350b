// From aws-sam-translator (https://github.com/aws/serverless-application-model, Apache-2.0,
// Copyright Amazon.com, Inc. or its affiliates), written by conformance/transform/real-transform.long.test.ts.
import type { PropertyRules } from "../expansion/property-rules.ts";

export const EVENT_PROPERTIES: Readonly<Record<string, PropertyRules>> = {
 "CloudWatchLogs": {
  "LogGroupName": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "FilterPattern": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  }
 },
 "DocumentDB": {
  "BatchSize": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "StartingPosition": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "StartingPositionTimestamp": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumBatchingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "MaximumRetryAttempts": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "BisectBatchOnFunctionError": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumRecordAgeInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "DestinationConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ParallelizationFactor": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "Topics": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "Queues": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SourceAccessConfigurations": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SecretsManagerKmsKeyId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "TumblingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "FunctionResponseTypes": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "KafkaBootstrapServers": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "FilterCriteria": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ConsumerGroupId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScalingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ProvisionedPollerConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "SchemaRegistryConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "MetricsConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "LoggingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Cluster": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  },
  "DatabaseName": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  },
  "CollectionName": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "FullDocument": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  }
 },
 "DynamoDB": {
  "BatchSize": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "StartingPosition": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  },
  "StartingPositionTimestamp": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumBatchingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "MaximumRetryAttempts": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "BisectBatchOnFunctionError": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumRecordAgeInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "DestinationConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ParallelizationFactor": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "Topics": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "Queues": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SourceAccessConfigurations": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SecretsManagerKmsKeyId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "TumblingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "FunctionResponseTypes": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "KafkaBootstrapServers": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "FilterCriteria": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ConsumerGroupId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScalingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ProvisionedPollerConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "SchemaRegistryConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "MetricsConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "LoggingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Stream": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  }
 },
 "Kinesis": {
  "BatchSize": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "StartingPosition": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  },
  "StartingPositionTimestamp": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumBatchingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "MaximumRetryAttempts": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "BisectBatchOnFunctionError": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumRecordAgeInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "DestinationConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ParallelizationFactor": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "Topics": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "Queues": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SourceAccessConfigurations": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SecretsManagerKmsKeyId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "TumblingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "FunctionResponseTypes": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "KafkaBootstrapServers": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "FilterCriteria": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ConsumerGroupId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScalingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ProvisionedPollerConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "SchemaRegistryConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "MetricsConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "LoggingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Stream": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  }
 },
 "MQ": {
  "BatchSize": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "StartingPosition": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "StartingPositionTimestamp": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumBatchingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "MaximumRetryAttempts": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "BisectBatchOnFunctionError": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumRecordAgeInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "DestinationConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ParallelizationFactor": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "Topics": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "Queues": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SourceAccessConfigurations": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SecretsManagerKmsKeyId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "TumblingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "FunctionResponseTypes": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "KafkaBootstrapServers": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "FilterCriteria": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ConsumerGroupId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScalingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ProvisionedPollerConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "SchemaRegistryConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "MetricsConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "LoggingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Broker": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  },
  "DynamicPolicyName": {
   "required": false,
   "intrinsics": false,
   "shape": "boolean"
  }
 },
 "MSK": {
  "BatchSize": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "StartingPosition": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  },
  "StartingPositionTimestamp": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumBatchingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "MaximumRetryAttempts": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "BisectBatchOnFunctionError": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumRecordAgeInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "DestinationConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ParallelizationFactor": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "Topics": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "Queues": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SourceAccessConfigurations": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SecretsManagerKmsKeyId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "TumblingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "FunctionResponseTypes": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "KafkaBootstrapServers": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "FilterCriteria": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ConsumerGroupId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScalingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ProvisionedPollerConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "SchemaRegistryConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "MetricsConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "LoggingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Stream": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  }
 },
 "SelfManagedKafka": {
  "BatchSize": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "StartingPosition": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "StartingPositionTimestamp": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumBatchingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "MaximumRetryAttempts": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "BisectBatchOnFunctionError": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumRecordAgeInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "DestinationConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ParallelizationFactor": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "Topics": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "Queues": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SourceAccessConfigurations": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SecretsManagerKmsKeyId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "TumblingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "FunctionResponseTypes": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "KafkaBootstrapServers": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "FilterCriteria": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ConsumerGroupId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScalingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ProvisionedPollerConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "SchemaRegistryConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "MetricsConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "LoggingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  }
 },
 "SQS": {
  "BatchSize": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "StartingPosition": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "StartingPositionTimestamp": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumBatchingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "MaximumRetryAttempts": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "BisectBatchOnFunctionError": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "MaximumRecordAgeInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "DestinationConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ParallelizationFactor": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "Topics": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "Queues": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SourceAccessConfigurations": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "SecretsManagerKmsKeyId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "TumblingWindowInSeconds": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "FunctionResponseTypes": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "KafkaBootstrapServers": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "FilterCriteria": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ConsumerGroupId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScalingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ProvisionedPollerConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "SchemaRegistryConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "MetricsConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "LoggingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Queue": {
   "required": true,
   "intrinsics": false,
   "shape": "any"
  }
 },
 "AlexaSkill": {
  "SkillId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  }
 },
 "Api": {
  "Path": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "Method": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "RestApiId": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "Stage": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Auth": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "RequestModel": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "RequestParameters": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "TimeoutInMillis": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "ResponseTransferMode": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  }
 },
 "CloudWatchEvent": {
  "EventBusName": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "RuleName": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Pattern": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "DeadLetterConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "RetryPolicy": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Input": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "InputPath": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Target": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "State": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "InputTransformer": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  }
 },
 "Cognito": {
  "UserPool": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "Trigger": {
   "required": true,
   "intrinsics": false,
   "shape": {
    "oneOf": [
     "string",
     {
      "listOf": "string"
     }
    ]
   }
  }
 },
 "EventBridgeRule": {
  "EventBusName": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "RuleName": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Pattern": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "DeadLetterConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "RetryPolicy": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Input": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "InputPath": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Target": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "State": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "InputTransformer": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  }
 },
 "HttpApi": {
  "Path": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Method": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ApiId": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Stage": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Auth": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "TimeoutInMillis": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "RouteSettings": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "PayloadFormatVersion": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  }
 },
 "IoTRule": {
  "Sql": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "AwsIotSqlVersion": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  }
 },
 "S3": {
  "Bucket": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "Events": {
   "required": true,
   "intrinsics": false,
   "shape": {
    "oneOf": [
     "string",
     {
      "listOf": "string"
     }
    ]
   }
  },
  "Filter": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "mapOf": "string"
   }
  }
 },
 "SNS": {
  "Topic": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "Region": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "FilterPolicy": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "FilterPolicyScope": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "SqsSubscription": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "boolean",
     "map"
    ]
   }
  },
  "RedrivePolicy": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  }
 },
 "Schedule": {
  "Schedule": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "RuleName": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Input": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Enabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "State": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Name": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Description": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "DeadLetterConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "RetryPolicy": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  }
 },
 "ScheduleV2": {
  "PermissionsBoundary": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScheduleExpression": {
   "required": true,
   "intrinsics": true,
   "shape": "string"
  },
  "FlexibleTimeWindow": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Name": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "State": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Description": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "StartDate": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "EndDate": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "ScheduleExpressionTimezone": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "GroupName": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Input": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "RoleArn": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "DeadLetterConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "RetryPolicy": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "OmitName": {
   "required": false,
   "intrinsics": false,
   "shape": "boolean"
  }
 }
};
