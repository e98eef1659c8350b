/** A packet is longer than the limit, or its length is not readable. */
class FramingError extends Error {}

const MAX_LENGTH_BYTES = 4;

/**
 * Cuts a byte stream into whole MQTT packets and refuses long ones at their first bytes, before
 * anything of them is kept.
 * @see https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html#_Toc398718023
 */
export class PacketFramer {
  readonly #limitBytes: number;
  #pieces: Buffer[] = [];
  #held = 0;
  #wanted = 2;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Whole packets that are now complete. @throws FramingError */
  push(bytes: Buffer): Buffer[] {
    this.#pieces.push(bytes);
    this.#held += bytes.length;
    if (this.#held < this.#wanted) return [];
    let rest = this.#pieces.length === 1 ? bytes : Buffer.concat(this.#pieces, this.#held);
    const packets: Buffer[] = [];
    this.#wanted = this.#lengthOf(rest);
    while (rest.length >= this.#wanted) {
      packets.push(rest.subarray(0, this.#wanted));
      rest = rest.subarray(this.#wanted);
      this.#wanted = this.#lengthOf(rest);
    }
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
    return packets;
  }

  /** Bytes of the packet that starts here; one more than at hand when its length is incomplete. */
  #lengthOf(bytes: Buffer): number {
    let length = 0;
    for (let index = 1; index <= MAX_LENGTH_BYTES; index += 1) {
      const byte = bytes[index];
      if (byte === undefined) return Math.max(2, bytes.length + 1);
      length += (byte & 0x7f) * 128 ** (index - 1);
      if ((byte & 0x80) !== 0) continue;
      if (length > this.#limitBytes) throw new FramingError(`packet of ${length} bytes`);
      return 1 + index + length;
    }
    throw new FramingError("malformed remaining length");
  }
}
