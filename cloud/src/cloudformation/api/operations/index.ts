import type { AnyOperation } from "../../../wire/operation.ts";
import type { ApiContext } from "../context.ts";
import { CancelUpdateStack } from "./CancelUpdateStack.ts";
import { ContinueUpdateRollback } from "./ContinueUpdateRollback.ts";
import { CreateChangeSet } from "./CreateChangeSet.ts";
import { CreateStack } from "./CreateStack.ts";
import { DeleteChangeSet } from "./DeleteChangeSet.ts";
import { DeleteStack } from "./DeleteStack.ts";
import { DescribeChangeSet } from "./DescribeChangeSet.ts";
import { DescribeStackEvents } from "./DescribeStackEvents.ts";
import { DescribeStackResource } from "./DescribeStackResource.ts";
import { DescribeStackResources } from "./DescribeStackResources.ts";
import { DescribeStacks } from "./DescribeStacks.ts";
import { ExecuteChangeSet } from "./ExecuteChangeSet.ts";
import { GetTemplate } from "./GetTemplate.ts";
import { GetTemplateSummary } from "./GetTemplateSummary.ts";
import { ListChangeSets } from "./ListChangeSets.ts";
import { ListExports } from "./ListExports.ts";
import { ListImports } from "./ListImports.ts";
import { ListStackResources } from "./ListStackResources.ts";
import { ListStacks } from "./ListStacks.ts";
import { RollbackStack } from "./RollbackStack.ts";
import { UpdateStack } from "./UpdateStack.ts";
import { UpdateTerminationProtection } from "./UpdateTerminationProtection.ts";
import { ValidateTemplate } from "./ValidateTemplate.ts";

/** Every operation this cloud has. */
export const OPERATIONS: readonly ((api: ApiContext) => AnyOperation)[] = [
  CancelUpdateStack,
  ContinueUpdateRollback,
  CreateChangeSet,
  CreateStack,
  DeleteChangeSet,
  DeleteStack,
  DescribeChangeSet,
  DescribeStackEvents,
  DescribeStackResource,
  DescribeStackResources,
  DescribeStacks,
  ExecuteChangeSet,
  GetTemplate,
  GetTemplateSummary,
  ListChangeSets,
  ListExports,
  ListImports,
  ListStackResources,
  ListStacks,
  RollbackStack,
  UpdateStack,
  UpdateTerminationProtection,
  ValidateTemplate,
];
