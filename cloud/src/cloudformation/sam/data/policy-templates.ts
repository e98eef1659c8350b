/**
 * Policy templates of the serverless transform: which actions on which resources, by parameter.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 */
export interface PolicyTemplateStatement {
  readonly actions: readonly string[];
  /** ARNs with `${parameter}` in lower camel case; `*` stands for itself. */
  readonly resources: string | readonly string[];
}

interface PolicyTemplate {
  readonly parameters: readonly string[];
  readonly statements: readonly PolicyTemplateStatement[];
}

const BUCKET = "arn:${AWS::Partition}:s3:::${bucketName}";
const OBJECTS = `${BUCKET}/*`;
const regional = (service: string, resource: string) =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

export const POLICY_TEMPLATES: ReadonlyMap<string, PolicyTemplate> = new Map<string, PolicyTemplate>([
  [
    "S3ReadPolicy",
    {
      parameters: ["BucketName"],
      statements: [
        {
          actions: [
            "s3:GetObject",
            "s3:ListBucket",
            "s3:GetBucketLocation",
            "s3:GetObjectVersion",
            "s3:GetLifecycleConfiguration",
          ],
          resources: [BUCKET, OBJECTS],
        },
      ],
    },
  ],
  [
    "S3WritePolicy",
    {
      parameters: ["BucketName"],
      statements: [
        {
          actions: ["s3:PutObject", "s3:PutObjectAcl", "s3:PutLifecycleConfiguration"],
          resources: [BUCKET, OBJECTS],
        },
      ],
    },
  ],
  [
    "S3CrudPolicy",
    {
      parameters: ["BucketName"],
      statements: [
        {
          actions: [
            "s3:GetObject",
            "s3:ListBucket",
            "s3:GetBucketLocation",
            "s3:GetObjectVersion",
            "s3:PutObject",
            "s3:PutObjectAcl",
            "s3:GetLifecycleConfiguration",
            "s3:PutLifecycleConfiguration",
            "s3:DeleteObject",
          ],
          resources: [BUCKET, OBJECTS],
        },
      ],
    },
  ],
  [
    "LambdaInvokePolicy",
    {
      parameters: ["FunctionName"],
      statements: [
        {
          actions: ["lambda:InvokeFunction"],
          resources: regional("lambda", "function:${functionName}*"),
        },
      ],
    },
  ],
  [
    "SSMParameterReadPolicy",
    {
      parameters: ["ParameterName"],
      statements: [
        { actions: ["ssm:DescribeParameters"], resources: "*" },
        {
          actions: ["ssm:GetParameters", "ssm:GetParameter", "ssm:GetParametersByPath"],
          resources: regional("ssm", "parameter/${parameterName}"),
        },
      ],
    },
  ],
]);
