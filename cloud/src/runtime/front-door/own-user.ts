import { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { isPeerOfOwnUser } from "../../core/peer-socket.ts";
import type { HttpRequest } from "../../wire/http.ts";

const known = new WeakMap<Socket, boolean>();

/** Whether a program of the user whose cloud this is sent the request, as far as the system tells (Linux). */
export function isFromOwnUser({ stream }: HttpRequest): boolean {
  if (!(stream instanceof IncomingMessage)) return true;
  const { socket } = stream;
  const found = known.get(socket) ?? isPeerOfOwnUser(socket);
  known.set(socket, found);
  return found;
}
