// Runs inside JupyterLab, before its own scripts: what the tests ask of the page, as `labDriver`.
// The block keeps every other name to itself.
{
  // Every wait is raced against a clock: Playwright's `evaluate` has no time-out of its own.
  const inTime = (promise, ms, what) => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} took over ${ms / 1000} s`)), ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  };

  const lab = () => window.jupyterapp;
  const current = () => lab().shell.currentWidget;

  // The status bar says "idle" before there is a kernel, and "Run All" does nothing then:
  // only the kernel's own answer tells that it is ready.
  const open = (path, ms) => {
    const ready = async () => {
      await lab().restored;
      const panel = await lab().commands.execute("docmanager:open", { path, factory: "Notebook" });
      await panel.context.ready;
      await panel.sessionContext.ready;
      await panel.sessionContext.session.kernel.info;
      lab().shell.activateById(panel.id);
    };
    return inTime(ready(), ms, `opening ${path}`);
  };

  const text = (multiline) => [multiline].flat().join("");

  const codeCells = () =>
    [...current().content.model.cells]
      .map((model) => model.toJSON())
      .filter((cell) => cell.cell_type === "code" && text(cell.source).trim());

  const faultsOf = (cell) =>
    cell.outputs.flatMap((output) =>
      output.output_type === "error"
        ? [`cell ${cell.id}: ${output.ename}: ${output.evalue}`]
        : output.name === "stderr"
          ? [`cell ${cell.id} wrote to stderr: ${text(output.text)}`]
          : [],
    );

  const runAll = async (ms) => {
    await inTime(lab().commands.execute("notebook:run-all-cells"), ms, "running all cells");
    const cells = codeCells(),
      faults = cells.flatMap(faultsOf);
    const left = cells.filter((cell) => cell.execution_count === null);
    if (left.length) {
      faults.push(`not run: ${left.length} of ${cells.length} cells, from ${left[0].id} on`);
    }
    return faults;
  };

  const cellIndex = (id) => {
    const index = [...current().content.model.cells].findIndex((cell) => cell.id === id);
    if (index < 0) throw new Error(`there is no cell ${id} in ${current().context.path}`);
    return index;
  };

  const runCell = async (id, ms) => {
    const notebook = current().content,
      index = cellIndex(id);
    notebook.activeCellIndex = index;
    notebook.deselectAll();
    await inTime(lab().commands.execute("notebook:run-cell"), ms, `running cell ${id}`);
    return faultsOf(notebook.model.cells.get(index).toJSON());
  };

  const widgetType = "application/vnd.jupyter.widget-view+json";

  const widgetCells = () =>
    codeCells()
      .filter((cell) => cell.outputs.some((output) => widgetType in (output.data ?? {})))
      .map((cell) => cell.id);

  const outputsOf = (id) =>
    current().content.widgets[cellIndex(id)].node.querySelector(".jp-OutputArea");

  // What keeps the outputs from being seen, or heard, as they should be. Where a widget belongs
  // there is the widget if the notebook was run here, and its picture or text if it was not.
  const outputFaults = (ran) => {
    const faults = [];
    const check = (fine, id, what) => {
      if (!fine) faults.push(`cell ${id}: ${what}`);
    };
    for (const { id } of codeCells()) {
      const all = (selector) =>
        [...outputsOf(id).querySelectorAll(selector)].filter((element) =>
          element.checkVisibility(),
        );
      const has = (element, attribute) => element.getAttribute(attribute)?.trim();
      for (const image of all("img")) {
        // JupyterLab writes "Image" where nothing is written.
        check(image.alt.trim() && image.alt !== "Image", id, "a picture without alt text");
        check(image.complete && image.naturalWidth, id, "a broken picture");
      }
      for (const canvas of all("canvas")) {
        const words =
          canvas.getAttribute("role") === "img"
            ? has(canvas, "aria-label")
            : has(canvas, "aria-label") && has(canvas, "aria-valuetext");
        check(has(canvas, "role") && words, id, "a canvas without a role and words");
      }
      for (const handle of all('[role="slider"]')) {
        check(has(handle, "aria-label"), id, "a slider without a name");
      }
    }
    for (const id of widgetCells()) {
      const complaint = outputsOf(id).textContent.match(
        /(Error displaying widget|Error creating widget|Loading widget)[^\n]*/,
      );
      check(!complaint, id, complaint?.[0]);
      const [expected, fault] = ran
        ? [".jp-OutputArea-output.lm-Panel > .lm-Widget > *", "no widget is shown"]
        : [".jp-RenderedHTML > *", "nothing stands for the widget"];
      check(outputsOf(id).querySelector(expected), id, fault);
    }
    return faults;
  };

  // A changed notebook asks before it closes, and its question would block every later test.
  const closeAll = async (ms) => {
    for (const panel of [...lab().shell.widgets("main")]) {
      if (!panel.context) continue;
      await inTime(panel.sessionContext.shutdown(), ms, `stopping ${panel.context.path}`);
      panel.context.model.dirty = false;
      panel.close();
    }
  };

  const setTheme = (theme, ms) =>
    inTime(lab().commands.execute("apputils:change-theme", { theme }), ms, `theme ${theme}`);

  // What an expression is in the kernel, after `code` was run there: as Python writes its JSON.
  const valueIn = async (expression, code, ms) => {
    const future = current().sessionContext.session.kernel.requestExecute({
      code,
      silent: true,
      store_history: false,
      user_expressions: { value: `__import__("json").dumps(${expression})` },
    });
    const { content } = await inTime(future.done, ms, expression);
    const value = content.user_expressions?.value ?? content;
    if (value.status !== "ok") throw new Error(`${value.ename}: ${value.evalue}`);
    return value.data["text/plain"];
  };

  // What a command that fires by mistake would change.
  const state = () => ({
    mode: current().content.mode,
    active: current().content.activeCellIndex,
    cells: [...current().content.model.cells].map((cell) => [
      cell.type,
      cell.sharedModel.getSource(),
    ]),
  });

  // Two frames: the first may have been begun before the change.
  const painted = () =>
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  // Numbers are shown with two decimals and a proper minus sign.
  const says = (picture, pattern, number) => {
    const words = picture.getAttribute("aria-label") ?? "";
    const last = Number(words.replaceAll("−", "-").match(/(\S+?)\.?$/)?.[1]);
    return (
      new RegExp(pattern, "u").test(words) && (number === null || Math.abs(last - number) < 0.0051)
    );
  };

  // Colours

  const parse = (colour) => {
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };

  const over = ([r, g, b, a], [R, G, B]) => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ];

  // What is behind an element: the background colours of its ancestors, laid over each other.
  const background = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };

  // Relative luminance and contrast ratio as WCAG 2.2 defines them.
  const luminance = ([r, g, b]) => {
    const [R, G, B] = [r, g, b]
      .map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };

  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  // What a canvas shows: a digest to compare it by, the number of its colours, and the part of
  // its pixels that stand out from what is behind it, weakly (3 : 1) and strongly (4.5 : 1).
  const canvasPixels = (canvas) => {
    const { width, height } = canvas;
    const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
    const behind = background(canvas),
      counts = new Map();
    let digest = 0;
    for (const value of new Uint32Array(data.buffer)) {
      digest = (Math.imul(digest, 31) + value) | 0;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    let weak = 0,
      strong = 0;
    for (const [value, count] of counts) {
      const rgba = [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) / 255];
      const ratio = contrast(over(rgba, behind), behind);
      if (ratio >= 3) weak += count;
      if (ratio >= 4.5) strong += count;
    }
    const pixels = width * height;
    return {
      width,
      height,
      digest,
      colours: counts.size,
      weak: weak / pixels,
      strong: strong / pixels,
      behind: behind.slice(0, 3),
    };
  };

  // The contrast of every visible text below an element with what is behind it.
  const textContrasts = (root) => {
    const found = [];
    const add = (words, element) => {
      if (!words || !element.checkVisibility()) return;
      const behind = background(element),
        ink = parse(getComputedStyle(element).color);
      found.push([words, contrast(over(ink, behind), behind)]);
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (element.closest("style, script, option")) continue;
      add(walker.currentNode.textContent.trim(), element);
    }
    for (const field of root.querySelectorAll("input, select")) add(field.value, field);
    return found;
  };

  // What sticks out of an element to the right.
  const overflowing = (root) => {
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
  const measureLatencies = (shown, itsTextIsNew = false) => {
    const times = [],
      drawings = [];
    const { queueMicrotask, requestAnimationFrame } = window;
    let pressed = null,
      drawing = 0;
    const timed = (callback) => (now) => {
      const start = performance.now();
      callback(now);
      drawing = performance.now() - start;
    };
    window.queueMicrotask = (callback) => queueMicrotask(timed(callback));
    window.requestAnimationFrame = (callback) => requestAnimationFrame(timed(callback));
    document.addEventListener(
      "keydown",
      (event) => {
        pressed = event.timeStamp;
        drawing = 0;
      },
      true,
    );
    const isNew = ({ oldValue, target }) => target.getAttribute("aria-label") !== oldValue;
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

  window.labDriver = {
    open,
    runAll,
    runCell,
    closeAll,
    setTheme,
    state,
    cellIndex,
    valueIn,
    outputFaults,
    painted,
    says,
    canvasPixels,
    textContrasts,
    overflowing,
    measureLatencies,
  };
}
