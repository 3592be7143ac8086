// A pad to draw a digit on, what the network gets, and what it says.
// The drawing goes to Python as bytes; probabilities, the centred digit and feature maps come back.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { css, grey } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells } from "../kit/grid.js";
import { takesKeys } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const SIDE = 84,
  PEN = 3.2,
  DIGIT = 28;

/** Put ink along a line from [x0, y0] to [x1, y1] (in ink pixels) with soft edges; `ink` is SIDE × SIDE bytes. */
export function stroke(ink, [x0, y0], [x1, y1], side = SIDE, pen = PEN) {
  const dx = x1 - x0,
    dy = y1 - y0,
    length = dx * dx + dy * dy;
  for (
    let y = Math.max(0, Math.floor(Math.min(y0, y1) - pen - 1));
    y <= Math.min(side - 1, Math.max(y0, y1) + pen + 1);
    y++
  )
    for (
      let x = Math.max(0, Math.floor(Math.min(x0, x1) - pen - 1));
      x <= Math.min(side - 1, Math.max(x0, x1) + pen + 1);
      x++
    ) {
      const t = length ? clamp(((x - x0) * dx + (y - y0) * dy) / length, 0, 1) : 0;
      const distance = Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
      const value = Math.round(255 * clamp(pen + 0.5 - distance, 0, 1));
      if (value > ink[y * side + x]) ink[y * side + x] = value;
    }
}

function build(view) {
  const pad = takesKeys(element("canvas", { role: "img", class: "cnn-pad" }));
  const answer = element("canvas", { role: "img", class: "cnn-pad-answer" });
  const maps = element("canvas", { role: "img", class: "cnn-pad-maps" });
  const line = liveLine("cnn-pad-text");
  const row = element("div", { class: "cnn-pad-row" }, pad, answer);
  view.root.append(row, maps, line);

  let ink = new Uint8Array(SIDE * SIDE),
    last = null,
    pen = [SIDE / 2, SIDE / 2],
    down = false,
    size = 224;
  const send = () => {
    view.model.set("ink", new DataView(ink.slice().buffer));
    view.model.save_changes();
    view.redraw();
  };
  const take = () => {
    const bytes = bytesOf(view.get("ink"));
    if (bytes.length === ink.length) ink = bytes.slice();
  };
  view.model.on("change:ink", take);
  take();

  const place = (event) => {
    const box = pad.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * SIDE,
      ((event.clientY - box.top) / box.height) * SIDE,
    ];
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    last = place(event);
    stroke(ink, last, last);
    send();
  });
  pad.addEventListener("pointermove", (event) => {
    if (!last || !event.buttons) return;
    const here = place(event);
    stroke(ink, last, here);
    last = here;
    send();
  });
  pad.addEventListener("pointerup", () => (last = null));
  pad.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [0, -3], ArrowDown: [0, 3], ArrowLeft: [-3, 0], ArrowRight: [3, 0] }[
      event.key
    ];
    if (step) {
      const next = pen.map((value, axis) => clamp(value + step[axis], 2, SIDE - 3));
      if (down) stroke(ink, pen, next);
      pen = next;
    } else if (event.key === " ") {
      down = !down;
      if (down) stroke(ink, pen, pen);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      ink.fill(0);
    } else return;
    event.preventDefault();
    event.stopPropagation();
    send();
  });

  return () => {
    const palette = view.palette(),
      width = view.width;
    size = clamp(Math.round(width * 0.36), 150, 236);
    const context = fit(pad, size, size);
    const paper = layOut(SIDE, SIDE, { width: size, height: size }, size);
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const value = ink[y * SIDE + x];
        if (!value) continue;
        context.fillStyle = css(palette.ink, value / 255);
        context.fillRect(
          (x * size) / SIDE,
          (y * size) / SIDE,
          size / SIDE + 0.5,
          size / SIDE + 0.5,
        );
      }
    if (!ink.some(Boolean)) hint(context, size, palette);
    if (document.activeElement === pad) {
      context.strokeStyle = css(palette.accent);
      context.lineWidth = down ? 3 : 1.5;
      context.beginPath();
      context.arc((pen[0] * size) / SIDE, (pen[1] * size) / SIDE, 7, 0, 2 * Math.PI);
      context.stroke();
    }

    const room = width - size - 18; // without the gap and the border of the pad
    const seen = bytesOf(view.get("seen")),
      shares = view.get("probabilities");
    drawAnswer(fit(answer, room, size), room, size, seen, shares, palette);
    drawMaps(maps, width, view.get("maps"), view.get("map_side"), palette);

    const text = sentence(seen, shares);
    pad.setAttribute(
      "aria-label",
      "Pad to draw a digit on. With the keyboard: arrow keys move the pen, space puts it down or lifts it, delete clears.",
    );
    answer.setAttribute("aria-label", text);
    line.say(text);
  };
}

function hint(context, size, palette) {
  context.fillStyle = css(palette.muted);
  context.textAlign = "center";
  context.font = `13px ${palette.font}`;
  context.fillText("draw a digit here", size / 2, size / 2);
}

function drawAnswer(context, width, height, seen, shares, palette) {
  const side = Math.min(112, Math.floor(width * 0.38));
  const grid = layOut(DIGIT, DIGIT, { x: 0, y: (height - side) / 2, width: side, height: side });
  paintCells(
    context,
    grid,
    (row, column) => grey(seen[row * DIGIT + column] ?? 0, 0, 255, palette),
    palette,
  );
  const write = (text, x, y, colour, align = "center", bold = false) => {
    context.fillStyle = css(colour);
    context.font = `${bold ? "bold " : ""}12px ${palette.font}`;
    context.textAlign = align;
    context.fillText(text, x, y);
  };
  write("what it gets", grid.left + grid.width / 2, grid.top - 8, palette.muted);
  const left = side + 34,
    long = width - left - 46,
    high = height / 10;
  const best = shares.length ? shares.indexOf(Math.max(...shares)) : -1;
  for (let digit = 0; digit < 10; digit++) {
    const y = digit * high,
      share = shares[digit] ?? 0;
    context.fillStyle = css(palette.middle);
    context.fillRect(left, y + 3, long, high - 6);
    context.fillStyle = css(palette.positive);
    context.fillRect(left, y + 3, long * share, high - 6);
    if (digit === best) highlight(context, [left, y + 3, long, high - 6], palette, { line: 1.5 });
    write(
      String(digit),
      left - 10,
      y + high / 2 + 4,
      digit === best ? palette.ink : palette.muted,
      "center",
      digit === best,
    );
    if (shares.length)
      write(`${number(100 * share, 1)} %`, width, y + high / 2 + 4, palette.muted, "right");
  }
}

function drawMaps(canvas, width, data, side, palette) {
  const bytes = bytesOf(data),
    count = side ? bytes.length / (side * side) : 0;
  canvas.style.display = count ? "block" : "none";
  if (!count) return;
  const columns = Math.min(count, 8),
    rows = Math.ceil(count / columns),
    cell = Math.floor((width - 6 * (columns - 1)) / columns);
  const context = fit(canvas, width, rows * (cell + 6));
  for (let map = 0; map < count; map++) {
    const box = {
      x: (map % columns) * (cell + 6),
      y: Math.floor(map / columns) * (cell + 6),
      width: cell,
      height: cell,
    };
    const grid = layOut(side, side, box, cell);
    paintCells(
      context,
      grid,
      (row, column) => grey(bytes[(map * side + row) * side + column], 0, 255, palette),
      palette,
    );
  }
  canvas.setAttribute("aria-label", `${count} feature maps of ${side} by ${side}`);
}

function sentence(seen, shares) {
  if (!shares.length) return "Nothing is drawn yet.";
  const order = shares.map((share, digit) => [share, digit]).sort((a, b) => b[0] - a[0]);
  const [[first, best], [second, next]] = order;
  return `The network says ${best} (${number(100 * first, 1)} %), then ${next} (${number(100 * second, 1)} %).`;
}

export default { render: (context) => mount(context, "cnn-digit-pad", build) };
