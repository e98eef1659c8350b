import { spawn } from "node:child_process";

/**
 * Tells the scheduler that this process and the function programs it starts, which inherit it, are batch
 * work (SCHED_BATCH): woken by an event they wait for their turn instead of interrupting one another. A
 * call of the API changes between cloud and function four times, so on a busy machine that is worth a
 * quarter of the throughput; on an idle one it changes nothing. Node has no call for it, so `chrt` of
 * util-linux makes it; where that is missing or not allowed, everything runs as it did.
 * @see https://man7.org/linux/man-pages/man7/sched.7.html
 */
export function scheduleAsBatch(): void {
  if (process.platform !== "linux") return;
  const setter = spawn("chrt", ["--all-tasks", "--batch", "--pid", "0", String(process.pid)], {
    stdio: "ignore",
  });
  setter.on("error", () => undefined);
  setter.unref();
}
