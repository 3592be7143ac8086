// The photos of a page, unpacked where an explorer wants them. `helpers/upkeep/site/photos.py` packs.

const LUMINANCE = [0.2125, 0.7154, 0.0721];

/**
 * A photo of size × size pixels, `channels` bytes each, of which some channels are kept; or the
 * luminance of the coloured photo at a position, with other bytes for a few pixels.
 * @typedef {{ size: number, channels: number, kept: number, packed: string }} Packed
 * @typedef {{ luminance: number, other: [number, number][] }} OfColour
 */

export class Photos {
  /** @param {(Packed | OfColour)[]} packed */
  constructor(packed) {
    this.packed = packed;
    /** @type {Map<number, Promise<Uint8Array>>} */
    this.unpacked = new Map();
  }

  /**
   * The bytes of some photos, one after the other.
   * @param {number[]} places
   */
  async inOne(places) {
    const photos = await Promise.all(places.map((place) => this.at(place)));
    return new DataView(await new Blob(/** @type {any} */ (photos)).arrayBuffer());
  }

  /**
   * The bytes of a photo.
   * @param {number} place
   * @returns {Promise<Uint8Array>}
   */
  at(place) {
    const known = this.unpacked.get(place);
    if (known) return known;
    const photo = this.packed[place];
    const made = "packed" in photo ? unpack(photo) : this.grey(photo);
    this.unpacked.set(place, made);
    return made;
  }

  /**
   * @param {OfColour} photo
   * @returns {Promise<Uint8Array>}
   */
  async grey({ luminance, other }) {
    const colours = await this.at(luminance);
    const grey = new Uint8Array(colours.length / 3);
    const [red, green, blue] = LUMINANCE;
    for (let at = 0; at < grey.length; at++)
      grey[at] = Math.round(
        colours[3 * at] * red + colours[3 * at + 1] * green + colours[3 * at + 2] * blue,
      );
    for (const [at, byte] of other) grey[at] = byte;
    return grey;
  }
}

/**
 * @param {Packed} photo
 * @returns {Promise<Uint8Array>}
 */
async function unpack({ size, channels, kept, packed }) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const numbers = new Uint8Array(await new Response(inflated).arrayBuffer());
  const count = size * size;
  for (let channel = 0; channel < kept; channel++)
    addExpected(numbers.subarray(channel * count, (channel + 1) * count), size);
  const pixels = new Uint8Array(count * channels);
  for (let at = 0; at < count; at++) {
    const first = numbers[at];
    if (kept === 3) {
      pixels[3 * at] = first + numbers[count + at];
      pixels[3 * at + 1] = first;
      pixels[3 * at + 2] = first + numbers[2 * count + at];
    } else pixels.fill(first, channels * at, channels * (at + 1));
  }
  return pixels;
}

/**
 * Differences to what the neighbours let expect become the numbers themselves; a byte counts
 * modulo 256 by itself.
 * @param {Uint8Array} plane
 * @param {number} width
 */
function addExpected(plane, width) {
  for (let at = 0; at < plane.length; at++) {
    const inside = at % width > 0;
    const left = inside ? plane[at - 1] : 0;
    const above = at >= width ? plane[at - width] : 0;
    const corner = inside && at >= width ? plane[at - width - 1] : 0;
    const low = Math.min(left, above);
    const high = Math.max(left, above);
    plane[at] += corner >= high ? low : corner <= low ? high : left + above - corner;
  }
}
