import type { OperationFactory } from "./context.ts";
import { CancelUpdateStack } from "./operations/CancelUpdateStack.ts";
import { ContinueUpdateRollback } from "./operations/ContinueUpdateRollback.ts";
import { CreateChangeSet } from "./operations/CreateChangeSet.ts";
import { CreateStack } from "./operations/CreateStack.ts";
import { DeleteChangeSet } from "./operations/DeleteChangeSet.ts";
import { DeleteStack } from "./operations/DeleteStack.ts";
import { DescribeChangeSet } from "./operations/DescribeChangeSet.ts";
import { DescribeStackEvents } from "./operations/DescribeStackEvents.ts";
import { DescribeStackResource } from "./operations/DescribeStackResource.ts";
import { DescribeStackResources } from "./operations/DescribeStackResources.ts";
import { DescribeStacks } from "./operations/DescribeStacks.ts";
import { ExecuteChangeSet } from "./operations/ExecuteChangeSet.ts";
import { GetTemplate } from "./operations/GetTemplate.ts";
import { GetTemplateSummary } from "./operations/GetTemplateSummary.ts";
import { ListChangeSets } from "./operations/ListChangeSets.ts";
import { ListExports } from "./operations/ListExports.ts";
import { ListImports } from "./operations/ListImports.ts";
import { ListStackResources } from "./operations/ListStackResources.ts";
import { ListStacks } from "./operations/ListStacks.ts";
import { RollbackStack } from "./operations/RollbackStack.ts";
import { UpdateStack } from "./operations/UpdateStack.ts";
import { UpdateTerminationProtection } from "./operations/UpdateTerminationProtection.ts";
import { ValidateTemplate } from "./operations/ValidateTemplate.ts";

/** Every operation this cloud has. */
export const OPERATIONS: readonly OperationFactory[] = [
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
