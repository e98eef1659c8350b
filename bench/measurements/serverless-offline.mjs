import { callHome, homeUrl, signInHome } from "../lib/home.mjs";
import { httpLoad } from "../lib/load.mjs";
import { interleaved } from "../lib/numbers.mjs";
import { rssMegabytes } from "../lib/processes.mjs";
import { startProduct } from "../lib/product.mjs";
import { startServerlessOffline } from "../peers/serverless-offline.mjs";

/** The warm API load on both: ours authorizes and reads S3, the peer has no authorizer and no S3. At
 * 16 clients: it starts a worker thread for every call that finds none idle. */
export async function serverlessOffline({ rounds, seconds }) {
  const product = await startProduct();
  const peer = await startServerlessOffline();
  try {
    const headers = await signInHome(product);
    await callHome(product, headers);
    const url = homeUrl(product);
    const ours = (clients) => () => httpLoad({ url, headers, clients, seconds });
    const theirs = (clients) => () => httpLoad({ url: peer.url, clients, seconds });
    const subjects = { ours1: ours(1), theirs1: theirs(1), ours16: ours(16), theirs16: theirs(16) };
    const measured = await interleaved(subjects, { rounds, warmUps: 1 });
    return { measured, rows: rowsOf(measured, { peer, memory: rssMegabytes(peer.pid) }) };
  } finally {
    await peer.stop();
    await product.dispose();
  }
}

function rowsOf({ ours1, theirs1, ours16, theirs16 }, { peer, memory }) {
  return [
    { name: "start of serverless-offline", value: peer.milliseconds, unit: "ms" },
    { name: "serverless-offline, 1 client: p50", value: theirs1.p50, unit: "ms" },
    { name: "serverless-offline, 16 clients: requests", value: theirs16.rps, unit: "/s" },
    { name: "serverless-offline: memory after the load", value: memory, unit: "MB" },
    { name: "p50 of serverless-offline / Portcullis, 1 client", value: theirs1.p50 / ours1.p50, unit: "×" },
    { name: "Portcullis / serverless-offline, 16 clients", value: ours16.rps / theirs16.rps, unit: "×" },
  ];
}
