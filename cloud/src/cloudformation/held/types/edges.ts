import type { HeldTypes } from "../held-type.ts";

const NO_EDGE = "no request passes through CloudFront here";
const NO_NAMES = "names of this machine are not changed";
const AT_ITS_ADDRESS = "the API answers at its own address";

/** Domain names, certificates, distributions, hosting and mail: what stands before a stack on AWS. */
export const EDGES: HeldTypes = {
  "AWS::CloudFront::Distribution": {
    why: `${NO_EDGE}: its origins are asked directly, without its caches, functions, signed addresses or web ACL`,
    made: {
      ref: "E{upper:13}",
      attributes: { DomainName: "d{lower:13}.cloudfront.net", Id: "{ref}" },
      actions: [
        "cloudfront:CreateDistribution",
        "cloudfront:UpdateDistribution",
        "cloudfront:DeleteDistribution",
      ],
    },
  },
  "AWS::CloudFront::CloudFrontOriginAccessIdentity": {
    why: `${NO_EDGE}: nobody has this identity`,
    made: {
      ref: "E{upper:13}",
      attributes: { Id: "{ref}", S3CanonicalUserId: "{hex:96}" },
      actions: [
        "cloudfront:CreateCloudFrontOriginAccessIdentity",
        "cloudfront:UpdateCloudFrontOriginAccessIdentity",
        "cloudfront:DeleteCloudFrontOriginAccessIdentity",
      ],
    },
  },
  "AWS::CloudFront::OriginAccessControl": {
    why: `${NO_EDGE}: nothing is signed with it`,
    made: {
      ref: "E{upper:13}",
      attributes: { Id: "{ref}" },
      actions: [
        "cloudfront:CreateOriginAccessControl",
        "cloudfront:UpdateOriginAccessControl",
        "cloudfront:DeleteOriginAccessControl",
      ],
    },
  },
  "AWS::CloudFront::CachePolicy": {
    why: NO_EDGE,
    made: {
      ref: "{uuid}",
      attributes: { Id: "{ref}", LastModifiedTime: "1970-01-01T00:00:00Z" },
      actions: [
        "cloudfront:CreateCachePolicy",
        "cloudfront:UpdateCachePolicy",
        "cloudfront:DeleteCachePolicy",
      ],
    },
  },
  "AWS::CloudFront::OriginRequestPolicy": {
    why: NO_EDGE,
    made: {
      ref: "{uuid}",
      attributes: { Id: "{ref}", LastModifiedTime: "1970-01-01T00:00:00Z" },
      actions: [
        "cloudfront:CreateOriginRequestPolicy",
        "cloudfront:UpdateOriginRequestPolicy",
        "cloudfront:DeleteOriginRequestPolicy",
      ],
    },
  },
  "AWS::CloudFront::ResponseHeadersPolicy": {
    why: `${NO_EDGE}: it adds no headers`,
    made: {
      ref: "{uuid}",
      attributes: { Id: "{ref}", LastModifiedTime: "1970-01-01T00:00:00Z" },
      actions: [
        "cloudfront:CreateResponseHeadersPolicy",
        "cloudfront:UpdateResponseHeadersPolicy",
        "cloudfront:DeleteResponseHeadersPolicy",
      ],
    },
  },
  "AWS::Route53::HostedZone": {
    why: NO_NAMES,
    made: {
      ref: "Z{upper:20}",
      attributes: {
        Id: "{ref}",
        NameServers: [
          "ns-1.awsdns-00.com",
          "ns-2.awsdns-00.net",
          "ns-3.awsdns-00.org",
          "ns-4.awsdns-00.co.uk",
        ],
      },
      replaceOn: ["Name"],
      actions: ["route53:CreateHostedZone", "route53:UpdateHostedZoneComment", "route53:DeleteHostedZone"],
    },
  },
  "AWS::Route53::RecordSet": {
    why: NO_NAMES,
    made: {
      ref: "{Name}",
      replaceOn: ["HostedZoneId", "HostedZoneName"],
      actions: [
        "route53:ChangeResourceRecordSets",
        "route53:ChangeResourceRecordSets",
        "route53:ChangeResourceRecordSets",
      ],
    },
  },
  "AWS::Route53::RecordSetGroup": {
    why: NO_NAMES,
    made: {
      ref: "{name:}",
      attributes: { Id: "{ref}" },
      replaceOn: ["HostedZoneId", "HostedZoneName"],
      actions: [
        "route53:ChangeResourceRecordSets",
        "route53:ChangeResourceRecordSets",
        "route53:ChangeResourceRecordSets",
      ],
    },
  },
  "AWS::Route53::HealthCheck": {
    why: "nothing is asked how it is",
    made: {
      ref: "{uuid}",
      attributes: { HealthCheckId: "{ref}" },
      actions: ["route53:CreateHealthCheck", "route53:UpdateHealthCheck", "route53:DeleteHealthCheck"],
    },
  },
  "AWS::CertificateManager::Certificate": {
    why: "no certificate is issued, and nobody waits for its validation",
    made: {
      ref: "arn:aws:acm:{region}:{account}:certificate/{uuid}",
      attributes: { CertificateArn: "{ref}" },
      replaceOn: [
        "CertificateAuthorityArn",
        "CertificateExport",
        "DomainName",
        "DomainValidationOptions",
        "KeyAlgorithm",
        "SubjectAlternativeNames",
      ],
      actions: ["acm:RequestCertificate", "acm:UpdateCertificateOptions", "acm:DeleteCertificate"],
    },
  },
  "AWS::ApiGateway::Account": { why: "stored: access logs are files here, whatever the role allows" },
  "AWS::ApiGateway::DomainName": {
    why: AT_ITS_ADDRESS,
    made: {
      ref: "{DomainName}",
      attributes: {
        DistributionDomainName: "d{lower:13}.cloudfront.net",
        DistributionHostedZoneId: "Z2FDTNDATAQYW2",
        DomainNameArn: "arn:aws:apigateway:{region}::/domainnames/{ref}",
        RegionalDomainName: "d-{lower:10}.execute-api.{region}.amazonaws.com",
        RegionalHostedZoneId: "Z{upper:13}",
      },
      replaceOn: ["DomainName"],
      actions: ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
      guards: { MutualTlsAuthentication: "which clients may connect" },
    },
  },
  "AWS::ApiGateway::BasePathMapping": {
    why: AT_ITS_ADDRESS,
    made: {
      ref: "{DomainName}|{or:BasePath:(none)}",
      replaceOn: ["BasePath", "DomainName"],
      actions: ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
    },
  },
  "AWS::ApiGatewayV2::DomainName": {
    why: AT_ITS_ADDRESS,
    made: {
      ref: "{DomainName}",
      attributes: {
        DomainNameArn: "arn:aws:apigateway:{region}::/domainnames/{ref}",
        RegionalDomainName: "d-{lower:10}.execute-api.{region}.amazonaws.com",
        RegionalHostedZoneId: "Z{upper:13}",
      },
      replaceOn: ["DomainName"],
      actions: ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
      guards: { MutualTlsAuthentication: "which clients may connect" },
    },
  },
  "AWS::ApiGatewayV2::ApiMapping": {
    why: AT_ITS_ADDRESS,
    made: {
      ref: "{lower:6}",
      attributes: { ApiMappingId: "{ref}" },
      replaceOn: ["DomainName"],
      actions: ["apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
    },
  },
  "AWS::Amplify::App": {
    why: "no site is built or served, with or without its password",
    made: {
      ref: "arn:aws:amplify:{region}:{account}:apps/d{lower:13}",
      attributes: {
        AppId: "{tail:ref}",
        AppName: "{Name}",
        Arn: "{ref}",
        DefaultDomain: "{tail:ref}.amplifyapp.com",
      },
      actions: ["amplify:CreateApp", "amplify:UpdateApp", "amplify:DeleteApp"],
    },
  },
  "AWS::Amplify::Branch": {
    why: "no site is built or served",
    made: {
      ref: "arn:aws:amplify:{region}:{account}:apps/{AppId}/branches/{BranchName}",
      attributes: { Arn: "{ref}", BranchName: "{BranchName}" },
      replaceOn: ["AppId", "BranchName"],
      actions: ["amplify:CreateBranch", "amplify:UpdateBranch", "amplify:DeleteBranch"],
    },
  },
  "AWS::Amplify::Domain": {
    why: NO_NAMES,
    made: {
      ref: "arn:aws:amplify:{region}:{account}:apps/{AppId}/domains/{DomainName}",
      attributes: {
        Arn: "{ref}",
        DomainName: "{DomainName}",
        Certificate: {},
        CertificateRecord: "",
        DomainStatus: "PENDING_VERIFICATION",
        StatusReason: "",
        UpdateStatus: "",
      },
      replaceOn: ["AppId", "DomainName"],
      actions: [
        "amplify:CreateDomainAssociation",
        "amplify:UpdateDomainAssociation",
        "amplify:DeleteDomainAssociation",
      ],
    },
  },
};
