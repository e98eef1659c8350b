// What node:http alone does on this machine now: the yardstick of a noisy machine.
import { createServer } from "node:http";

const body = Buffer.alloc(2_444, "a");
const server = createServer((_request, reply) => {
  reply.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
  reply.end(body);
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`port ${server.address().port}\n`));
