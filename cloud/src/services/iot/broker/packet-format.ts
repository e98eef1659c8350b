/** Control packet types of MQTT 3.1.1 §2.2.1 that a client may send here. */
const PACKET = {
  connect: 1,
  publish: 3,
  puback: 4,
  subscribe: 8,
  unsubscribe: 10,
  pingreq: 12,
  disconnect: 14,
} as const;

const PROTOCOL_LEVEL_311 = 4;

/** Reads fields of one packet; a field that is not all there is `undefined`. */
class FieldReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#bytes.length;
  }

  byte(): number | undefined {
    return this.#take(1)?.[0];
  }

  uint16(): number | undefined {
    return this.#take(2)?.readUInt16BE();
  }

  /** A field with its length in front: a string, a password, a will. */
  field(): Buffer | undefined {
    const length = this.uint16();
    return length === undefined ? undefined : this.#take(length);
  }

  #take(length: number): Buffer | undefined {
    const end = this.#position + length;
    if (end > this.#bytes.length) return undefined;
    const taken = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return taken;
  }
}

type FormatCheck = (flags: number, fields: FieldReader) => string | undefined;

const TRUNCATED = "a field is longer than its packet";

/**
 * IOT-20: what is wrong with the form of a whole packet by MQTT 3.1.1, told from its bytes before
 * anything is done for it; undefined when nothing is. Packets of other types are refused elsewhere.
 * @see https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html
 */
export function formatProblem(packet: Buffer): string | undefined {
  const first = packet[0] ?? 0;
  const check = CHECKS.get(first >> 4);
  return check?.(first & 0x0f, new FieldReader(packet.subarray(bodyStart(packet))));
}

/** The remaining length takes one to four bytes; each but the last has its high bit set. */
function bodyStart(packet: Buffer): number {
  let index = 1;
  while (index < packet.length && ((packet[index] ?? 0) & 0x80) !== 0) index += 1;
  return index + 1;
}

const CHECKS: ReadonlyMap<number, FormatCheck> = new Map([
  [PACKET.connect, connectFormat],
  [PACKET.publish, publishFormat],
  [PACKET.puback, (flags, fields) => flagsProblem(flags, 0) ?? idProblem(fields) ?? restProblem(fields)],
  [PACKET.subscribe, (flags, fields) => flagsProblem(flags, 2) ?? filtersProblem(fields, true)],
  [PACKET.unsubscribe, (flags, fields) => flagsProblem(flags, 2) ?? filtersProblem(fields, false)],
  [PACKET.pingreq, (flags, fields) => flagsProblem(flags, 0) ?? restProblem(fields)],
  [PACKET.disconnect, (flags, fields) => flagsProblem(flags, 0) ?? restProblem(fields)],
] as const);

/** §3.1. Of other protocol levels nothing is known but that they are refused. */
function connectFormat(flags: number, fields: FieldReader): string | undefined {
  const name = fields.field();
  const level = fields.byte();
  if (flags !== 0) return "reserved flags are set";
  if (name?.toString("latin1") !== "MQTT" || level !== PROTOCOL_LEVEL_311) return undefined;
  const connectFlags = fields.byte();
  if (connectFlags === undefined || fields.uint16() === undefined) return TRUNCATED;
  return connectFlagsProblem(connectFlags) ?? connectPayloadProblem(connectFlags, fields);
}

const has = (flags: number, bit: number): boolean => (flags & (1 << bit)) !== 0;

function connectFlagsProblem(flags: number): string | undefined {
  const willQos = (flags >> 3) & 3;
  if (has(flags, 0)) return "the reserved connect flag is set";
  if (willQos === 3) return "the will has QoS 3";
  if (!has(flags, 2) && (willQos !== 0 || has(flags, 5))) return "there is no will, but flags of one";
  if (has(flags, 6) && !has(flags, 7)) return "there is a password without a user name";
  return undefined;
}

function connectPayloadProblem(flags: number, fields: FieldReader): string | undefined {
  const willFields = has(flags, 2) ? 2 : 0;
  const count = 1 + willFields + Number(has(flags, 7)) + Number(has(flags, 6));
  for (let read = 0; read < count; read += 1) if (fields.field() === undefined) return TRUNCATED;
  return restProblem(fields);
}

/** §3.3. */
function publishFormat(flags: number, fields: FieldReader): string | undefined {
  const qos = (flags >> 1) & 3;
  if (qos === 3) return "QoS is 3";
  if (qos === 0 && has(flags, 3)) return "DUP is set with QoS 0";
  if (fields.field() === undefined) return TRUNCATED;
  return qos === 0 ? undefined : idProblem(fields);
}

/** §3.8 and §3.10: an id and one filter at least, in SUBSCRIBE each with its QoS. */
function filtersProblem(fields: FieldReader, hasQos: boolean): string | undefined {
  const problem = idProblem(fields);
  if (problem !== undefined) return problem;
  if (fields.isAtEnd) return "there is no topic filter";
  while (!fields.isAtEnd) {
    if (fields.field() === undefined) return TRUNCATED;
    if (!hasQos) continue;
    const qos = fields.byte();
    if (qos === undefined) return TRUNCATED;
    if (qos > 2) return "a topic filter has a QoS over 2";
  }
  return undefined;
}

function flagsProblem(flags: number, required: number): string | undefined {
  return flags === required ? undefined : "reserved flags are set";
}

function idProblem(fields: FieldReader): string | undefined {
  const id = fields.uint16();
  if (id === undefined) return "there is no packet id";
  return id === 0 ? "the packet id is 0" : undefined;
}

function restProblem(fields: FieldReader): string | undefined {
  return fields.isAtEnd ? undefined : "bytes follow the last field";
}
