// anywidget comes as an AMD module that asks for the base classes of widgets.

import * as base from "@jupyter-widgets/base";

/** @type {Record<string, any>} */
export const anywidget = {};

Object.assign(globalThis, {
  define: (/** @type {string[]} */ _needs, /** @type {(base: object) => object} */ make) =>
    Object.assign(anywidget, make(base)),
});
