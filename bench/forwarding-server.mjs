// What one more process on node:http costs at least: hands every request on to a port and the answer back.
import { Agent, createServer, request } from "node:http";

const port = Number(process.argv[2]);
const agent = new Agent({ keepAlive: true });

async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = createServer(async (incoming, reply) => {
  const body = await bytesOf(incoming);
  const { method, headers } = incoming;
  const outgoing = request({ agent, host: "127.0.0.1", port, method, headers }, async (answer) => {
    reply.writeHead(answer.statusCode, answer.headers);
    reply.end(await bytesOf(answer));
  });
  outgoing.end(body);
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`port ${server.address().port}\n`));
