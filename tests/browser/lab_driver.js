// Runs inside JupyterLab, before its own scripts: what the tests ask of the page, as `labDriver`.
// The block keeps every other name to itself.
{
  /**
   * What the tests use of JupyterLab's application.
   * @typedef {{ output_type: string, ename?: string, evalue?: string, name?: string,
   *   text?: string | string[], data?: Record<string, unknown> }} Output
   * @typedef {{ id: string, cell_type: string, source: string | string[],
   *   execution_count: number | null, outputs: Output[] }} Cell
   * @typedef {{ id: string, type: string, toJSON: () => Cell,
   *   sharedModel: { getSource: () => string } }} CellModel
   * @typedef {Iterable<CellModel> & { get: (index: number) => CellModel }} Cells
   * @typedef {{ content: { status?: string, ename?: string, evalue?: string,
   *   user_expressions?: { value?: Answer } } }} Reply
   * @typedef {{ status?: string, ename?: string, evalue?: string,
   *   data?: Record<string, string> }} Answer
   * @typedef {{ info: Promise<unknown>, spec: Promise<unknown>,
   *   requestExecute: (request: object) => { done: Promise<Reply> } }} Kernel
   * @typedef {{ id: string, close: () => void,
   *   content: { mode: string, activeCellIndex: number, deselectAll: () => void,
   *     model: { cells: Cells }, widgets: { node: HTMLElement }[] },
   *   context: { path: string, ready: Promise<unknown>, model: { dirty: boolean } },
   *   sessionContext: { ready: Promise<unknown>, shutdown: () => Promise<unknown>,
   *     session: { kernel: Kernel } } }} Panel
   * @typedef {{ restored: Promise<unknown>,
   *   commands: { execute: (command: string, options?: object) => Promise<Panel> },
   *   shell: { currentWidget: Panel, activateById: (id: string) => void,
   *     widgets: (area: string) => Iterable<Panel> } }} Lab
   */

  // Every wait is raced against a clock: Playwright's `evaluate` has no time-out of its own.
  /**
   * @template Result
   * @param {Promise<Result>} promise
   * @param {number} ms
   * @param {string} what
   * @returns {Promise<Result>}
   */
  const inTime = (promise, ms, what) => {
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    /** @type {Promise<never>} */
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} took over ${ms / 1000} s`)), ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  };

  const lab = () => /** @type {{ jupyterapp: Lab }} */ (/** @type {unknown} */ (window)).jupyterapp;
  const current = () => lab().shell.currentWidget;

  // The status bar says "idle" before there is a kernel, and "Run All" does nothing then:
  // only the kernel's own answer tells that it is ready.
  /** @type {(path: string, ms: number) => Promise<void>} */
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

  const text = (/** @type {string | string[] | undefined} */ multiline) =>
    [multiline].flat().join("");

  const codeCells = () =>
    [...current().content.model.cells]
      .map((model) => model.toJSON())
      .filter((cell) => cell.cell_type === "code" && text(cell.source).trim());

  const faultsOf = (/** @type {Cell} */ cell) =>
    cell.outputs.flatMap((output) =>
      output.output_type === "error"
        ? [`cell ${cell.id}: ${output.ename}: ${output.evalue}`]
        : output.name === "stderr"
          ? [`cell ${cell.id} wrote to stderr: ${text(output.text)}`]
          : [],
    );

  const runAll = async (/** @type {number} */ ms) => {
    await inTime(lab().commands.execute("notebook:run-all-cells"), ms, "running all cells");
    const cells = codeCells(),
      faults = cells.flatMap(faultsOf);
    const left = cells.filter((cell) => cell.execution_count === null);
    if (left.length) {
      faults.push(`not run: ${left.length} of ${cells.length} cells, from ${left[0].id} on`);
    }
    return faults;
  };

  const cellIndex = (/** @type {string} */ id) => {
    const index = [...current().content.model.cells].findIndex((cell) => cell.id === id);
    if (index < 0) throw new Error(`there is no cell ${id} in ${current().context.path}`);
    return index;
  };

  /** @type {(id: string, ms: number) => Promise<string[]>} */
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

  const outputsOf = (/** @type {string} */ id) => {
    const cell = current().content.widgets[cellIndex(id)];
    const outputs = cell.node.querySelector(".jp-OutputArea");
    if (!outputs) throw new Error(`cell ${id} has no place for outputs`);
    return outputs;
  };

  const has = (/** @type {Element} */ element, /** @type {string} */ attribute) =>
    element.getAttribute(attribute)?.trim();

  // A canvas is a picture, or a control, whose value is said as well, or takes keys of its own.
  const isSaid = (/** @type {Element} */ canvas) =>
    has(canvas, "aria-label") &&
    (["img", "application"].includes(has(canvas, "role") ?? "") || has(canvas, "aria-valuetext"));

  // What keeps the outputs from being seen, or heard, as they should be. Where a widget belongs
  // there is the widget if the notebook was run here, and its picture or text if it was not.
  const outputFaults = (/** @type {boolean} */ ran) => {
    /** @type {string[]} */
    const faults = [];
    /** @type {(fine: unknown, id: string, what: string | undefined) => void} */
    const check = (fine, id, what) => {
      if (!fine) faults.push(`cell ${id}: ${what}`);
    };
    for (const { id } of codeCells()) {
      /**
       * @template {Element} Kind
       * @param {NodeListOf<Kind>} found
       */
      const visible = (found) => [...found].filter((element) => element.checkVisibility());
      const outputs = outputsOf(id);
      for (const image of visible(outputs.querySelectorAll("img"))) {
        // JupyterLab writes "Image" where nothing is written.
        check(image.alt.trim() && image.alt !== "Image", id, "a picture without alt text");
        check(image.complete && image.naturalWidth, id, "a broken picture");
      }
      for (const canvas of visible(outputs.querySelectorAll("canvas"))) {
        check(has(canvas, "role") && isSaid(canvas), id, "a canvas without a role and words");
      }
      for (const handle of visible(outputs.querySelectorAll('[role="slider"]'))) {
        check(has(handle, "aria-label"), id, "a slider without a name");
      }
    }
    for (const id of widgetCells()) {
      const complaint = outputsOf(id).textContent?.match(
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

  // Whether a notebook has the mark of a changed one, once all is written that its kernel said.
  /** @type {(ms: number) => Promise<boolean>} */
  const isChanged = async (ms) => {
    const { kernel } = current().sessionContext.session;
    await inTime(Promise.all([kernel.info, kernel.spec]), ms, "the kernel's answer");
    await new Promise((resolve) => setTimeout(resolve)); // JupyterLab hears it at the same time
    return current().context.model.dirty;
  };

  const forgetChanges = () => {
    current().context.model.dirty = false;
  };

  // A changed notebook asks before it closes, and its question would block every later test.
  const closeAll = async (/** @type {number} */ ms) => {
    for (const panel of [...lab().shell.widgets("main")]) {
      if (!panel.context) continue;
      await inTime(panel.sessionContext.shutdown(), ms, `stopping ${panel.context.path}`);
      panel.context.model.dirty = false;
      panel.close();
    }
  };

  /** @type {(theme: string, ms: number) => Promise<unknown>} */
  const setTheme = (theme, ms) =>
    inTime(lab().commands.execute("apputils:change-theme", { theme }), ms, `theme ${theme}`);

  // What an expression is in the kernel, after `code` was run there: as Python writes its JSON.
  /** @type {(expression: string, code: string, ms: number) => Promise<string | undefined>} */
  const valueIn = async (expression, code, ms) => {
    const future = current().sessionContext.session.kernel.requestExecute({
      code,
      silent: true,
      store_history: false,
      user_expressions: { value: `__import__("json").dumps(${expression})` },
    });
    const { content } = await inTime(future.done, ms, expression);
    /** @type {Answer} */
    const value = content.user_expressions?.value ?? content;
    if (value.status !== "ok") throw new Error(`${value.ename}: ${value.evalue}`);
    return value.data?.["text/plain"];
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

  const driver = {
    open,
    runAll,
    runCell,
    closeAll,
    setTheme,
    state,
    cellIndex,
    valueIn,
    outputFaults,
    isChanged,
    forgetChanges,
  };
  Object.assign(window, { labDriver: driver });
}
