// A digit, what a logit depends on, and the same with layers whose weights are random.

/** @import { Palette } from "../kit/colours.js" */
/** @import { DigitTraits } from "../kit/digits.js" */
/** @import { Box, Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Described, Network } from "../kit/network/forward.js" */
/** @import { Given, Saliency } from "./maps.js" */
/**
 * The traits of helpers.explorers.saliency.explorer.SaliencyView.
 * @typedef {DigitTraits & { network: Described, random: DataView, methods: string[],
 *   noise: DataView, steps: number, cam: Given["cam"], layers: number,
 *   method: number, of: number, count: number }} Traits
 */

import { largest } from "../kit/arithmetic.js";
import { fit, floatsOf, paintPixels } from "../kit/canvas.js";
import { diverging } from "../kit/colours.js";
import {
  chosenPixels,
  paintInk,
  paintOutline,
  SIDE,
  threePanels,
  writeTitle,
} from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, pixelsOf } from "../kit/grid.js";
import { readNetwork } from "../kit/network/forward.js";
import { fill, frame } from "../kit/pen.js";
import { inSlices } from "../kit/slices.js";
import { widget } from "../kit/view.js";
import {
  blank,
  cellsIn,
  computeNext,
  describe,
  isComplete,
  lastLayers,
  withLastOf,
} from "./maps.js";

const WIDEST = 224;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-saliency-text", { letters: 220 });
  view.root.append(canvas, line);
  const given = givenIn(view),
    mapsOf = computing(view, given);

  return () => {
    const panels = threePanels(view.width),
      context = fit(canvas, view.width, panels.height),
      palette = view.palette(),
      pixels = chosenPixels(view);
    const state = stateOf(view),
      [learned, random] = mapsOf();
    paintInk(
      context,
      layOut(SIDE, SIDE, panels.first),
      (row, column) => pixels[row * SIDE + column],
      palette,
    );
    writeTitle(context, `the digit, a ${state.label}`, panels.first, palette);
    const cells = cellsIn(state.method, given);
    const third = { ...panels.third, width: Math.min(panels.third.width, WIDEST) };
    paintMap(context, panels.second, learned, cells, pixels, palette);
    writeTitle(context, "all layers trained", panels.second, palette);
    paintMap(context, third, random, cells, pixels, palette);
    const title = `last ${lastLayers(state.count)} random`;
    writeTitle(context, state.count ? title : "no layer random", third, palette);

    const text = describe(state, learned, random, (at) => pixels[at] > 0);
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * @param {View<Traits>} view
 * @returns {Given}
 */
function givenIn(view) {
  return { noise: floatsOf(view.get("noise")), steps: view.get("steps"), cam: view.get("cam") };
}

/** @param {View<Traits>} view */
function stateOf(view) {
  return {
    label: view.get("labels")[view.get("digit")],
    of: view.get("of"),
    method: view.get("methods")[view.get("method")],
    count: view.get("count"),
    layers: view.get("layers"),
  };
}

/**
 * The two maps that are shown, as far as they are known; the rest comes in slices, and a map that
 * was begun before is kept.
 * @param {View<Traits>} view
 * @param {Given} given
 * @returns {() => Saliency[]}
 */
function computing(view, given) {
  const learned = readNetwork(view.get("network")),
    random = readNetwork({ ...view.get("network"), weights: view.get("random") });
  /** @type {Map<string, Saliency>} */
  const known = new Map();
  let now = "",
    stop = () => {};
  return () => {
    const { of, method, count } = stateOf(view),
      key = [view.get("digit"), of, method].join();
    const wanted = [0, count].map((last) => {
      const network = withLastOf(learned, random, last),
        map = known.get(`${key},${last}`) ?? blank(network, method, given);
      known.set(`${key},${last}`, map);
      return { network, map };
    });
    if (`${key},${count}` !== now) {
      now = `${key},${count}`;
      stop();
      const picture = Float32Array.from(chosenPixels(view), (byte) => byte / 255);
      const step = () => {
        const next = wanted.find(({ map }) => !isComplete(map));
        if (next) computeNext(next.map, next.network, picture, { of, method }, given);
        return wanted.some(({ map }) => !isComplete(map));
      };
      stop = step() ? inSlices(step, view.redraw) : () => {};
    }
    return wanted.map(({ map }) => map);
  };
}

/**
 * A map under the outline of the digit: orange where more ink raises the logit, blue where it
 * lowers it, strongest where the map is.
 * @param {CanvasRenderingContext2D} context
 * @param {Required<Box>} box
 * @param {Saliency} map
 * @param {{ first: number, wide: number }} cells
 * @param {Uint8Array} pixels
 * @param {Palette} palette
 */
function paintMap(context, box, { side, values }, { first, wide }, pixels, palette) {
  const grid = layOut(SIDE, SIDE, box),
    limit = largest(values.map(Math.abs));
  const whole = [grid.left, grid.top, grid.width, grid.height];
  fill(context, whole, palette.middle);
  const [x, y] = grid.rectangle(first, first);
  const long = side * wide * grid.cell;
  const painted = pixelsOf(side, side, (row, column) =>
    diverging(values[row * side + column], limit, palette),
  );
  paintPixels(context, painted, [x, y, long, long], { smooth: false });
  paintOutline(context, grid, pixels, palette);
  frame(context, whole, palette.line);
}

export default widget("cnn-saliency", build);
