import type { HeldTypes } from "../held-type.ts";

const NO_NETWORK = "functions run on this machine's own network";

/**
 * What the `VpcConfig` of functions names. Only functions could use it here: they reach out from there,
 * and nothing of theirs is reached through it.
 */
export const NETWORK: HeldTypes = {
  "AWS::EC2::VPC": {
    why: NO_NETWORK,
    made: {
      ref: "vpc-{hex:17}",
      attributes: {
        CidrBlock: "{CidrBlock}",
        CidrBlockAssociations: ["vpc-cidr-assoc-{hex:17}"],
        DefaultNetworkAcl: "acl-{hex:17}",
        DefaultSecurityGroup: "sg-{hex:17}",
        Ipv6CidrBlocks: [],
        VpcId: "{ref}",
      },
      replaceOn: ["CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "VpcEncryptionControl"],
      actions: ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", "ec2:DeleteVpc"],
    },
  },
  "AWS::EC2::Subnet": {
    why: NO_NETWORK,
    made: {
      ref: "subnet-{hex:17}",
      attributes: {
        AvailabilityZone: "{zone}",
        BlockPublicAccessStates: { InternetGatewayBlockMode: "off" },
        CidrBlock: "{CidrBlock}",
        Ipv6CidrBlocks: [],
        NetworkAclAssociationId: "aclassoc-{hex:17}",
        SubnetId: "{ref}",
        VpcId: "{VpcId}",
      },
      replaceOn: [
        "AvailabilityZone",
        "AvailabilityZoneId",
        "CidrBlock",
        "Ipv4IpamPoolId",
        "Ipv4NetmaskLength",
        "Ipv6IpamPoolId",
        "Ipv6Native",
        "Ipv6NetmaskLength",
        "OutpostArn",
        "VpcId",
      ],
      actions: ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", "ec2:DeleteSubnet"],
    },
  },
  "AWS::EC2::SecurityGroup": {
    why: `filters nothing: ${NO_NETWORK}, and no type that is served can be behind one`,
    made: {
      ref: "sg-{hex:17}",
      attributes: { GroupId: "{ref}", Id: "{ref}", VpcId: "{VpcId}" },
      replaceOn: ["GroupDescription", "GroupName", "VpcId"],
      actions: ["ec2:CreateSecurityGroup", "ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup"],
    },
  },
  "AWS::EC2::SecurityGroupIngress": {
    why: `filters nothing: ${NO_NETWORK}`,
    made: {
      ref: "sgr-{hex:17}",
      attributes: { Id: "{ref}" },
      replaceOn: [
        "CidrIp",
        "CidrIpv6",
        "FromPort",
        "GroupId",
        "GroupName",
        "IpProtocol",
        "SourcePrefixListId",
        "SourceSecurityGroupId",
        "SourceSecurityGroupName",
        "SourceSecurityGroupOwnerId",
        "ToPort",
      ],
      actions: [
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
        "ec2:RevokeSecurityGroupIngress",
      ],
    },
  },
  "AWS::EC2::SecurityGroupEgress": {
    why: `filters nothing: ${NO_NETWORK}`,
    made: {
      ref: "sgr-{hex:17}",
      attributes: { Id: "{ref}" },
      replaceOn: [
        "CidrIp",
        "CidrIpv6",
        "DestinationPrefixListId",
        "DestinationSecurityGroupId",
        "FromPort",
        "GroupId",
        "IpProtocol",
        "ToPort",
      ],
      actions: [
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
        "ec2:RevokeSecurityGroupEgress",
      ],
    },
  },
  "AWS::EC2::RouteTable": {
    why: NO_NETWORK,
    made: {
      ref: "rtb-{hex:17}",
      attributes: { RouteTableId: "{ref}" },
      replaceOn: ["VpcId"],
      actions: ["ec2:CreateRouteTable", "ec2:CreateTags", "ec2:DeleteRouteTable"],
    },
  },
  "AWS::EC2::Route": {
    why: NO_NETWORK,
    made: {
      ref: "{RouteTableId}|{or:DestinationCidrBlock:::/0}",
      attributes: { CidrBlock: "{or:DestinationCidrBlock:::/0}" },
      replaceOn: [
        "DestinationCidrBlock",
        "DestinationIpv6CidrBlock",
        "DestinationPrefixListId",
        "RouteTableId",
      ],
      actions: ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"],
    },
  },
  "AWS::EC2::SubnetRouteTableAssociation": {
    why: NO_NETWORK,
    made: {
      ref: "rtbassoc-{hex:17}",
      attributes: { Id: "{ref}" },
      replaceOn: ["RouteTableId", "SubnetId"],
      actions: ["ec2:AssociateRouteTable", "ec2:ReplaceRouteTableAssociation", "ec2:DisassociateRouteTable"],
    },
  },
  "AWS::EC2::InternetGateway": {
    why: NO_NETWORK,
    made: {
      ref: "igw-{hex:17}",
      attributes: { InternetGatewayId: "{ref}" },
      actions: ["ec2:CreateInternetGateway", "ec2:CreateTags", "ec2:DeleteInternetGateway"],
    },
  },
  "AWS::EC2::VPCGatewayAttachment": {
    why: NO_NETWORK,
    made: {
      ref: "IGW|{VpcId}",
      attributes: { AttachmentType: "IGW" },
      replaceOn: ["VpcId"],
      actions: ["ec2:AttachInternetGateway", "ec2:AttachInternetGateway", "ec2:DetachInternetGateway"],
    },
  },
  "AWS::EC2::NatGateway": {
    why: NO_NETWORK,
    made: {
      ref: "nat-{hex:17}",
      attributes: {
        AutoProvisionZones: "disabled",
        AutoScalingIps: "disabled",
        EniId: "eni-{hex:17}",
        NatGatewayId: "{ref}",
        RouteTableId: "",
      },
      replaceOn: [
        "AllocationId",
        "AvailabilityMode",
        "ConnectivityType",
        "PrivateIpAddress",
        "SubnetId",
        "VpcId",
      ],
      actions: ["ec2:CreateNatGateway", "ec2:CreateTags", "ec2:DeleteNatGateway"],
    },
  },
  "AWS::EC2::EIP": {
    why: NO_NETWORK,
    made: {
      // A block for documentation: no packet goes there. @see https://www.rfc-editor.org/rfc/rfc5737
      ref: "203.0.113.{octet}",
      attributes: { AllocationId: "eipalloc-{hex:17}", PublicIp: "{ref}" },
      replaceOn: ["Address", "IpamPoolId", "NetworkBorderGroup", "TransferAddress"],
      actions: ["ec2:AllocateAddress", "ec2:AssociateAddress", "ec2:ReleaseAddress"],
    },
  },
  "AWS::EC2::VPCEndpoint": {
    why: NO_NETWORK,
    made: {
      ref: "vpce-{hex:17}",
      attributes: {
        CreationTimestamp: "1970-01-01T00:00:00Z",
        DnsEntries: ["Z{upper:13}:{ref}-{lower:8}.vpce.{region}.vpce.amazonaws.com"],
        Id: "{ref}",
        NetworkInterfaceIds: [],
      },
      replaceOn: [
        "ResourceConfigurationArn",
        "ServiceName",
        "ServiceNetworkArn",
        "ServiceRegion",
        "VpcEndpointType",
        "VpcId",
      ],
      actions: ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints"],
      guards: { PolicyDocument: "which calls pass through it" },
    },
  },
  "AWS::EC2::FlowLog": {
    why: `records nothing: ${NO_NETWORK}`,
    made: {
      ref: "fl-{hex:17}",
      attributes: { Id: "{ref}" },
      replaceOn: [
        "DeliverCrossAccountRole",
        "DeliverLogsPermissionArn",
        "DestinationOptions",
        "LogDestination",
        "LogDestinationType",
        "LogFormat",
        "LogGroupName",
        "MaxAggregationInterval",
        "ResourceId",
        "ResourceType",
        "TagFieldSpecifications",
        "TrafficType",
      ],
      actions: ["ec2:CreateFlowLogs", "ec2:CreateTags", "ec2:DeleteFlowLogs"],
    },
  },
};
