// Runs inside a page, before its own scripts: what the tests ask of how it looks, as `pageLooks`.
// The block keeps every other name to itself.
{
  // Two frames: the first may have been begun before the change. What a frame puts off until after
  // itself is done as well.
  const painted = () =>
    new Promise((done) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))),
    );

  // Numbers are shown with two decimals and a proper minus sign.
  /** @type {(picture: Element, pattern: string, number: number | null) => boolean} */
  const says = (picture, pattern, number) => {
    const words = picture.getAttribute("aria-label") ?? "";
    const last = Number(words.replaceAll("−", "-").match(/(\S+?)\.?$/)?.[1]);
    return (
      new RegExp(pattern, "u").test(words) && (number === null || Math.abs(last - number) < 0.0051)
    );
  };

  // Colours

  /** @typedef {[number, number, number, number]} Colour red, green, blue to 255, opacity to 1 */

  const contextOf = (/** @type {HTMLCanvasElement} */ canvas) => {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("a canvas that draws something else than pixels");
    return context;
  };

  /** @type {Map<string, Colour>} */
  const parsed = new Map();

  const parse = (/** @type {string} */ colour) => {
    const known = parsed.get(colour) ?? paintedAs(colour);
    parsed.set(colour, known);
    return known;
  };

  /** @type {(colour: string) => Colour} */
  const paintedAs = (colour) => {
    const context = contextOf(document.createElement("canvas"));
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };

  /** @type {(colour: Colour, below: Colour) => Colour} */
  const over = ([r, g, b, a], [R, G, B]) => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ];

  // What is behind an element: the background colours of its ancestors, laid over each other.
  /** @type {(element: Element) => Colour} */
  const background = (element) => {
    /** @type {Colour[]} */
    const layers = [];
    for (let e = /** @type {Element | null} */ (element); e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    const white = /** @type {Colour} */ ([255, 255, 255, 1]);
    return layers.reduceRight((below, layer) => over(layer, below), white);
  };

  // Relative luminance and contrast ratio as WCAG 2.2 defines them.
  const luminance = (/** @type {Colour} */ [r, g, b]) => {
    const [R, G, B] = [r, g, b]
      .map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };

  const contrast = (/** @type {Colour} */ one, /** @type {Colour} */ other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const pixelsOf = (/** @type {HTMLCanvasElement} */ canvas) => {
    const { width, height } = canvas;
    if (!width || !height) throw new Error("a canvas has no area");
    return new Uint32Array(contextOf(canvas).getImageData(0, 0, width, height).data.buffer);
  };

  // What tells the pictures below an element that are seen from others.
  /** @type {(root: Element, selector: string) => Promise<number[]>} */
  const digests = async (root, selector) => {
    await painted();
    /** @type {NodeListOf<HTMLCanvasElement>} */
    const found = root.querySelectorAll(selector);
    const seen = [...found].filter(
      (one) => one.checkVisibility({ visibilityProperty: true }) && one.clientWidth,
    );
    return seen.map((one) =>
      pixelsOf(one).reduce((digest, value) => (Math.imul(digest, 31) + value) | 0, 0),
    );
  };

  // What a canvas shows: the number of its colours, and the part of its pixels that stand out from
  // what is behind it, weakly (3 : 1) and strongly (4.5 : 1).
  const canvasPixels = (/** @type {HTMLCanvasElement} */ canvas) => {
    const pixels = pixelsOf(canvas);
    const behind = background(canvas),
      counts = new Map();
    for (const value of pixels) counts.set(value, (counts.get(value) ?? 0) + 1);
    let weak = 0,
      strong = 0;
    for (const [value, count] of counts) {
      /** @type {Colour} */
      const rgba = [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) / 255];
      const ratio = contrast(over(rgba, behind), behind);
      if (ratio >= 3) weak += count;
      if (ratio >= 4.5) strong += count;
    }
    return {
      colours: counts.size,
      weak: weak / pixels.length,
      strong: strong / pixels.length,
      behind: behind.slice(0, 3),
    };
  };

  // The contrast of every visible text below an element with what is behind it.
  const textContrasts = (/** @type {Element} */ root) => {
    /** @type {[string, number][]} */
    const found = [];
    /** @type {(words: string | undefined, element: Element) => void} */
    const add = (words, element) => {
      if (!words || !element.checkVisibility()) return;
      const behind = background(element),
        ink = parse(getComputedStyle(element).color);
      found.push([words, contrast(over(ink, behind), behind)]);
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!element || element.closest("style, script, option")) continue;
      add(walker.currentNode.textContent?.trim(), element);
    }
    for (const field of root.querySelectorAll("input")) add(field.value, field);
    for (const field of root.querySelectorAll("select")) add(field.value, field);
    return found;
  };

  // What sticks out of an element to the right.
  const overflowing = (/** @type {Element} */ root) => {
    const edge = root.getBoundingClientRect().right + 1;
    const found = [...root.querySelectorAll("*")].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().right > edge,
    );
    if (root.scrollWidth > root.clientWidth) found.unshift(root);
    return found.map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  };

  // What key presses cost, in milliseconds: `times` until the frame in which a picture (the one
  // given, or any inside the element given) is told anew, and `drawings` for the callback (of a
  // microtask or of a frame) in which it was drawn. A picture that first follows the key and is
  // answered later, with another text, can be waited for until `itsTextIsNew`.
  const measureLatencies = (/** @type {Element} */ shown, itsTextIsNew = false) => {
    /** @type {number[]} */
    const times = [],
      /** @type {number[]} */
      drawings = [];
    const { queueMicrotask, requestAnimationFrame } = window;
    /** @type {number | null} */
    let pressed = null;
    let drawing = 0;
    const timed = (/** @type {() => void} */ callback) => {
      const start = performance.now();
      callback();
      drawing = performance.now() - start;
    };
    window.queueMicrotask = (callback) => queueMicrotask(() => timed(callback));
    window.requestAnimationFrame = (callback) =>
      requestAnimationFrame((now) => timed(() => callback(now)));
    document.addEventListener(
      "keydown",
      (event) => {
        pressed = event.timeStamp;
        drawing = 0;
      },
      true,
    );
    const isNew = (/** @type {MutationRecord} */ { oldValue, target }) =>
      target instanceof Element && target.getAttribute("aria-label") !== oldValue;
    const observer = new MutationObserver((changes) => {
      if (pressed === null || (itsTextIsNew && !changes.some(isNew))) return;
      const start = pressed;
      pressed = null;
      drawings.push(drawing);
      // A new observer of sizes is called in the frame that is being made, after its layout;
      // requestAnimationFrame would wait for the next one where this one made the change.
      const frame = new ResizeObserver(() => {
        frame.disconnect();
        times.push(performance.now() - start);
      });
      frame.observe(document.body);
    });
    observer.observe(shown, {
      subtree: true,
      attributeFilter: ["aria-label"],
      attributeOldValue: true,
    });
    const stop = () => {
      observer.disconnect();
      Object.assign(window, { queueMicrotask, requestAnimationFrame });
    };
    return { times, drawings, stop };
  };

  // Where an element lies in the window, once it is scrolled to.
  /** @type {(one: Element) => { x: number, y: number, width: number, height: number }} */
  const place = (one) => {
    one.scrollIntoView({ block: "start", behavior: "instant" });
    const { left, top, width, height } = one.getBoundingClientRect();
    return { x: left, y: top, width, height };
  };

  Object.assign(window, {
    pageLooks: {
      place,
      painted,
      says,
      digests,
      canvasPixels,
      textContrasts,
      overflowing,
      measureLatencies,
    },
  });
}
