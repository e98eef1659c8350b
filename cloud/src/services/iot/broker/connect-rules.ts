import type { IConnectPacket } from "mqtt-packet";
import type { IotConditions } from "../principals/question.ts";
import {
  MAX_CLIENT_ID_BYTES,
  MAX_KEEP_ALIVE_SECONDS,
  MAX_PAYLOAD_BYTES,
  MIN_KEEP_ALIVE_SECONDS,
} from "../shared/constants.ts";
import { isMqttText, topicProblem } from "./topics.ts";

/** CONNACK codes of MQTT 3.1.1 §3.2.2.3, and MQTT 5's "Unsupported Protocol Version". */
export const RETURN_CODES = {
  unacceptableProtocol: 1,
  identifierRejected: 2,
  notAuthorized: 5,
  unsupportedProtocolV5: 0x84,
} as const;

/** The code that refuses a CONNECT packet whoever sent it; undefined when it is well-formed. */
export function connectProblem(packet: IConnectPacket): number | undefined {
  if (packet.protocolVersion === 5) return RETURN_CODES.unsupportedProtocolV5;
  // The parser knows bridges, which set the highest bit of the level.
  if ("bridgeMode" in packet) return RETURN_CODES.unacceptableProtocol;
  if (packet.protocolVersion !== 4 || packet.protocolId !== "MQTT") return RETURN_CODES.unacceptableProtocol;
  if (!isClientId(packet)) return RETURN_CODES.identifierRejected;
  const { will } = packet;
  if (will === undefined) return undefined;
  const refused =
    will.qos === 2 ||
    topicProblem(will.topic) !== undefined ||
    Buffer.byteLength(will.payload) > MAX_PAYLOAD_BYTES;
  return refused ? RETURN_CODES.notAuthorized : undefined;
}

/** IOT-12: at most 128 bytes of UTF-8, no `$` in front; an empty one only with a clean session. */
function isClientId({ clientId, clean }: IConnectPacket): boolean {
  if (clientId === "") return clean !== false;
  if (!isMqttText(clientId)) return false;
  return Buffer.byteLength(clientId) <= MAX_CLIENT_ID_BYTES && !clientId.startsWith("$");
}

/** Keep alive as AWS IoT applies it: none and long ones become 20 minutes, short ones 30 seconds. */
export function keepAliveSeconds(asked: number): number {
  if (asked === 0 || asked > MAX_KEEP_ALIVE_SECONDS) return MAX_KEEP_ALIVE_SECONDS;
  return Math.max(asked, MIN_KEEP_ALIVE_SECONDS);
}

export function connectConditions({ clean, will }: IConnectPacket, clientId: string): IotConditions {
  const attributes = [
    ...(clean === false ? ["PersistentConnect"] : []),
    ...(will === undefined ? [] : ["LastWill"]),
  ];
  return {
    "iot:ClientId": clientId,
    ...(attributes.length === 0 ? {} : { "iot:ConnectAttributes": attributes }),
  };
}
