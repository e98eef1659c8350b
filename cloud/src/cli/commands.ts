import type { Command } from "./command.ts";
import { access } from "./commands/access.ts";
import { appConfig } from "./commands/app-config.ts";
import { audit } from "./commands/audit.ts";
import { check } from "./commands/check.ts";
import { console } from "./commands/console.ts";
import { deploy } from "./commands/deploy.ts";
import { destroy } from "./commands/destroy.ts";
import { env } from "./commands/env.ts";
import { explain } from "./commands/explain.ts";
import { invoke } from "./commands/invoke.ts";
import { logs } from "./commands/logs.ts";
import { mail } from "./commands/mail.ts";
import { reset } from "./commands/reset.ts";
import { runSchedule } from "./commands/run-schedule.ts";
import { stacks } from "./commands/stacks.ts";
import { token } from "./commands/token.ts";
import { up } from "./commands/up.ts";
import { userAdd } from "./commands/user-add.ts";
import { userGroups } from "./commands/user-groups.ts";
import { userList } from "./commands/user-list.ts";
import { userDisable, userEnable, userSignOut } from "./commands/user-operations.ts";
import { userPassword } from "./commands/user-password.ts";
import { userRemove } from "./commands/user-remove.ts";
import { userResetMfa } from "./commands/user-reset-mfa.ts";

/** Every command of the tool itself, in the order `--help` lists them. */
export const COMMANDS: readonly Command[] = [
  up,
  check,
  stacks,
  env,
  appConfig,
  userAdd,
  userList,
  userGroups,
  userPassword,
  userResetMfa,
  userSignOut,
  userDisable,
  userEnable,
  userRemove,
  token,
  mail,
  explain,
  audit,
  console,
  logs,
  invoke,
  runSchedule,
  access,
  reset,
  deploy,
  destroy,
];
