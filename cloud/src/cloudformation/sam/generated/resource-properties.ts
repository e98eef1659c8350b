// From aws-sam-translator (https://github.com/aws/serverless-application-model, Apache-2.0,
// Copyright Amazon.com, Inc. or its affiliates), written by conformance/transform/real-transform.long.test.ts.
import type { PropertyRules } from "../expansion/property-rules.ts";

export const RESOURCE_PROPERTIES: Readonly<Record<string, PropertyRules>> = {
 "AWS::Serverless::Api": {
  "Name": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "StageName": {
   "required": true,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "Tags": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "PropagateTags": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "DefinitionBody": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "DefinitionUri": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "MergeDefinitions": {
   "required": false,
   "intrinsics": false,
   "shape": "boolean"
  },
  "CacheClusterEnabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "CacheClusterSize": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Variables": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "EndpointConfiguration": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "MethodSettings": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "BinaryMediaTypes": {
   "required": false,
   "intrinsics": true,
   "shape": "list"
  },
  "MinimumCompressionSize": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  },
  "Cors": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "Auth": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "GatewayResponses": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "AccessLogSetting": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "CanarySetting": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "TracingEnabled": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "OpenApiVersion": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Models": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Domain": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "FailOnWarnings": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "Description": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Mode": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "DisableExecuteApiEndpoint": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "ApiKeySourceType": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "AlwaysDeploy": {
   "required": false,
   "intrinsics": false,
   "shape": "boolean"
  },
  "Policy": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "SecurityPolicy": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "EndpointAccessMode": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  }
 },
 "AWS::Serverless::Application": {
  "Location": {
   "required": true,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "TemplateUrl": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Parameters": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "NotificationARNs": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "listOf": {
     "oneOf": [
      "string",
      "map"
     ]
    }
   }
  },
  "Tags": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "TimeoutInMinutes": {
   "required": false,
   "intrinsics": true,
   "shape": "integer"
  }
 },
 "AWS::Serverless::Function": {
  "FunctionName": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "Handler": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Runtime": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "CodeUri": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ImageUri": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "PackageType": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "InlineCode": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "DeadLetterQueue": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Description": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "MemorySize": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Timeout": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "VpcConfig": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Role": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "AssumeRolePolicyDocument": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Policies": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map",
     {
      "listOf": {
       "oneOf": [
        "string",
        "map"
       ]
      }
     }
    ]
   }
  },
  "RolePath": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "PermissionsBoundary": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "Environment": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "mapOf": "map"
   }
  },
  "Events": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "mapOf": "map"
   }
  },
  "Tags": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "PropagateTags": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "Tracing": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "map",
     "string"
    ]
   }
  },
  "KmsKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "DeploymentPreference": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "ReservedConcurrentExecutions": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Layers": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "listOf": {
     "oneOf": [
      "string",
      "map"
     ]
    }
   }
  },
  "EventInvokeConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "EphemeralStorage": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "AutoPublishAlias": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string"
    ]
   }
  },
  "AutoPublishCodeSha256": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string"
    ]
   }
  },
  "AutoPublishAliasAllProperties": {
   "required": false,
   "intrinsics": false,
   "shape": "boolean"
  },
  "VersionDescription": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ProvisionedConcurrencyConfig": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "FileSystemConfigs": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "ImageConfig": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "CodeSigningConfigArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "Architectures": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "SnapStart": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "FunctionUrlConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "RuntimeManagementConfig": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "LoggingConfig": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "RecursiveLoop": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "SourceKMSKeyArn": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "CapacityProviderConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "FunctionScalingConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "VersionDeletionPolicy": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "enum": [
     "Delete",
     "Retain"
    ]
   }
  },
  "PublishToLatestPublished": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "TenancyConfig": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "DurableConfig": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  }
 },
 "AWS::Serverless::HttpApi": {
  "Name": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "StageName": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "Tags": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "PropagateTags": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "DefinitionBody": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "DefinitionUri": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "StageVariables": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "CorsConfiguration": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "boolean",
     "map"
    ]
   }
  },
  "AccessLogSettings": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "DefaultRouteSettings": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Auth": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "RouteSettings": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "Domain": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "FailOnWarnings": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "Description": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "DisableExecuteApiEndpoint": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  }
 },
 "AWS::Serverless::LayerVersion": {
  "LayerName": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "Description": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "PublishLambdaVersion": {
   "required": false,
   "intrinsics": true,
   "shape": "boolean"
  },
  "ContentUri": {
   "required": true,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "CompatibleArchitectures": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "listOf": {
     "oneOf": [
      "string",
      "map"
     ]
    }
   }
  },
  "CompatibleRuntimes": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "listOf": {
     "oneOf": [
      "string",
      "map"
     ]
    }
   }
  },
  "LicenseInfo": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  },
  "RetentionPolicy": {
   "required": false,
   "intrinsics": true,
   "shape": "string"
  }
 },
 "AWS::Serverless::SimpleTable": {
  "PointInTimeRecoverySpecification": {
   "required": false,
   "intrinsics": false,
   "shape": "any"
  },
  "PrimaryKey": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "mapOf": "string"
   }
  },
  "ProvisionedThroughput": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "mapOf": {
     "oneOf": [
      "integer",
      "map"
     ]
    }
   }
  },
  "TableName": {
   "required": false,
   "intrinsics": true,
   "shape": {
    "oneOf": [
     "string",
     "map"
    ]
   }
  },
  "Tags": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  },
  "SSESpecification": {
   "required": false,
   "intrinsics": true,
   "shape": "map"
  }
 }
};
