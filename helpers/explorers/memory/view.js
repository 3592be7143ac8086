// The memory of a stack of convolutional layers, and what each remedy would save.

import { fit } from "../kit/canvas.js";
import { css, mix } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const ROW = 32,
  TOP = 24,
  FLOOR = TOP + 7 * ROW,
  HEIGHT = FLOOR + 30,
  LABELS = 124,
  VALUES = 84;
export const PARTS = ["activations", "parameters", "gradients", "optimizer"];

/**
 * Bytes of `layers` 3 × 3 convolutions with `filters` filters on a batch of n × n × 3 images, by part.
 * `bytes` is [of a value, of a parameter]. Inference keeps what goes into one layer and what comes out.
 */
export function memory({ n, layers, filters, stride, batch, bytes, training, copies }) {
  const side = Math.ceil(n / stride),
    picture = 3 * n * n,
    map = side * side * filters;
  const kept = training
    ? picture + layers * map
    : Math.max(picture + map, layers > 1 ? 2 * map : 0);
  const count = (27 + 1) * filters + (layers - 1) * (9 * filters + 1) * filters;
  const parameters = count * bytes[1];
  return {
    activations: batch * kept * bytes[0],
    parameters,
    gradients: training ? parameters : 0,
    optimizer: training ? copies * parameters : 0,
  };
}

export function total(parts) {
  return PARTS.reduce((sum, name) => sum + parts[name], 0);
}

/** Settings with one thing changed: [what, settings] pairs, those that change nothing left out. */
export function remedies(settings, policies) {
  const { batch, stride, layers, filters, bytes, training } = settings;
  return [
    ["half the batch", batch > 1 && { batch: batch / 2 }],
    ["twice the stride", { stride: 2 * stride }],
    ["mixed_float16", bytes[0] > 2 && { bytes: policies.mixed_float16 }],
    ["one layer fewer", layers > 1 && { layers: layers - 1 }],
    ["half the filters", filters > 1 && { filters: filters / 2 }],
    ["inference", training && { training: false }],
  ]
    .filter(([, change]) => change)
    .map(([what, change]) => [what, Object.assign({}, settings, change)]);
}

/** Bytes for people, three digits. */
export function inUnits(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let at = 0,
    value = bytes;
  // 1023.6 would be shown as 1,024: the next unit begins where rounding does.
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  return `${number(value, value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)} ${units[at]}`;
}

/** All that is seen, in words. helpers.explorers.memory.picture says the same of its picture. */
export function describe(settings, policy, device) {
  const parts = memory(settings),
    all = total(parts),
    { batch, n, layers, filters, stride, training } = settings;
  const said = PARTS.filter((name) => parts[name]).map((name) => `${name} ${inUnits(parts[name])}`);
  const plural = (count, name) => `${count} ${name}${count === 1 ? "" : "s"}`;
  return (
    `${training ? "Training" : "Inference"}, ${plural(batch, "image")} of ${n} by ${n} by 3 in ${policy}, ` +
    `${plural(layers, "layer")} of ${plural(filters, "filter")}, the first with stride ${stride}: ` +
    `${said.join(", ")}; in all ${inUnits(all)}. It ${all <= device * 2 ** 30 ? "fits" : "does not fit"} into ${device} GiB.`
  );
}

function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-text");
  view.root.append(canvas, line);
  return () => {
    const { width } = view,
      palette = view.palette();
    const pick = (list, trait) => view.get(list)[view.get(trait)];
    const policies = Object.fromEntries(view.get("policies"));
    const [policy, bytes] = pick("policies", "policy");
    const device = pick("devices", "device");
    const settings = {
      n: pick("sides", "n"),
      layers: view.get("layers"),
      filters: pick("powers", "filters"),
      stride: pick("strides", "stride"),
      batch: pick("powers", "batch"),
      bytes,
      training: view.get("use") === 0,
      copies: view.get("copies"),
    };
    const bars = [["now", settings], ...remedies(settings, policies)].map(([what, one]) => [
      what,
      memory(one),
    ]);
    draw(fit(canvas, width, HEIGHT), width, bars, device, palette);
    const text = describe(settings, policy, device);
    canvas.setAttribute(
      "aria-label",
      `${text} ${bars
        .slice(1)
        .map(([what, parts]) => `With ${what}: ${inUnits(total(parts))}.`)
        .join(" ")}`,
    );
    line.say(text);
  };
}

function draw(context, width, bars, device, palette) {
  const limit = device * 2 ** 30;
  const longest = Math.max(limit * 1.12, ...bars.map(([, parts]) => total(parts)));
  const left = LABELS,
    room = width - LABELS - VALUES,
    toX = (bytes) => left + (bytes / longest) * room;
  const colours = {
    activations: palette.negative,
    parameters: palette.positive,
    gradients: mix(palette.positive, palette.middle, 0.45),
    optimizer: mix(palette.positive, palette.middle, 0.75),
  };
  const write = (text, x, y, colour, align) => {
    context.fillStyle = css(colour);
    context.textAlign = align;
    context.fillText(text, x, y);
  };
  context.textBaseline = "middle";
  bars.forEach(([what, parts], index) => {
    const high = index ? 14 : 22,
      middle = TOP + (index + 0.5) * ROW;
    context.font = `${index ? "" : "bold "}13px ${palette.font}`;
    write(what, left - 10, middle, index ? palette.muted : palette.ink, "right");
    let from = left;
    for (const name of PARTS) {
      const to = from + (parts[name] / longest) * room;
      context.fillStyle = css(colours[name], index ? 0.7 : 1);
      context.fillRect(from, middle - high / 2, to - from, high);
      from = to;
    }
    write(
      inUnits(total(parts)),
      width - 4,
      middle,
      total(parts) > limit ? palette.accent : palette.ink,
      "right",
    );
  });
  context.strokeStyle = css(palette.accent);
  context.lineWidth = 2;
  context.setLineDash([5, 4]);
  context.beginPath();
  context.moveTo(toX(limit), TOP);
  context.lineTo(toX(limit), FLOOR);
  context.stroke();
  context.setLineDash([]);
  context.font = `13px ${palette.font}`;
  write(`${device} GiB`, toX(limit), TOP - 12, palette.accent, "center");
  let at = 12;
  for (const name of PARTS) {
    context.fillStyle = css(colours[name]);
    context.fillRect(at, FLOOR + 10, 12, 12);
    write(name, at + 17, FLOOR + 17, palette.muted, "left");
    at += 30 + context.measureText(name).width;
  }
}

export default { render: (context) => mount(context, "cnn-layer cnn-memory", build) };
